import { formatExplanation, formatRules, formatRulesDocument, formatRulesJson } from './compat/index.ts';
import { describeError } from './errors.ts';
import type { Outcome } from './outcome.ts';
import { formatSchema } from './schema/index.ts';
import { cleanText } from './text.ts';

/** A question that no stack is needed for. */
export type Question =
  | { readonly kind: 'rules'; readonly format: 'text' | 'json' | 'markdown' }
  | { readonly kind: 'explain'; readonly code: string }
  | { readonly kind: 'schema'; readonly name: string };

/** Answers from what the tool itself knows. */
export function answer(question: Question): Outcome {
  try {
    return { stdout: write(question), stderr: '', code: 0 };
  } catch (error) {
    return { stdout: '', stderr: `error: ${cleanText(describeError(error).message)}\n`, code: 2 };
  }
}

function write(question: Question): string {
  switch (question.kind) {
    case 'rules':
      return { text: formatRules, json: formatRulesJson, markdown: formatRulesDocument }[question.format]();
    case 'explain':
      return formatExplanation(question.code);
    case 'schema':
      return formatSchema(question.name);
  }
}
