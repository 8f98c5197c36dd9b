import { execFileSync } from 'node:child_process';
import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { renderTemplate, parseTemplate } from '../../../src/compat/cluster-class/template/index.ts';
const D = { s: 'abc', e: '', n: 5, z: 0, f: 1.5, big: 1234567, b: true, nb: false, l: ['a', 'b'], el: [], m: { a: 'x', k: 3, o: {} }, em: {}, nul: null, lm: [{ h: 'q', p: 1 }, { h: 'r' }], builtin: { cluster: { name: 'c', topology: { version: 'v1.32.5' } } } };
const atoms = ['.s', '.e', '.n', '.z', '.f', '.big', '.b', '.nb', '.l', '.el', '.m', '.em', '.nul', '.miss', '.m.a', '.m.k', '.m.miss', '.miss.x', '.s.x', '.n.x', '.l.x', '.nul.x', '.builtin.cluster.topology.version', '"abc"', '""', '`raw`', '1', '5', '0', '1.5', 'true', 'nil', '$.s', '.', '$'];
const f1 = ['not', 'len', 'empty', 'quote', 'squote', 'toString', 'trim', 'upper', 'lower', 'int', 'int64', 'toJson', 'toRawJson', 'first', 'last', 'rest', 'b64enc', 'b64dec', 'add1', 'print', 'fail', 'list', 'and', 'or', 'coalesce', 'eq', 'toYaml'];
const f2 = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'and', 'or', 'default', 'contains', 'hasPrefix', 'hasSuffix', 'trimSuffix', 'trimPrefix', 'trimAll', 'indent', 'nindent', 'trunc', 'join', 'split', 'splitList', 'has', 'append', 'prepend', 'concat', 'hasKey', 'get', 'add', 'sub', 'mul', 'div', 'mod', 'max', 'min', 'index', 'printf', 'regexMatch', 'semverCompare', 'coalesce', 'dict', 'list', 'print'];
const T: string[] = [];
for (const a of atoms) { T.push(`{{ ${a} }}`, `{{ if ${a} }}t{{ else }}f{{ end }}`, `{{ with ${a} }}{{ . }}{{ else }}n{{ end }}`, `{{ range ${a} }}<{{ . }}>{{ else }}none{{ end }}`, `{{ range $i, $x := ${a} }}{{ $i }}={{ $x }};{{ end }}`, `{{ $v := ${a} }}{{ $v }}`, `x: {{- ${a} -}} y`);
  for (const f of f1) T.push(`{{ ${f} ${a} }}`, `{{ ${a} | ${f} }}`);
  for (const b of atoms) for (const f of f2) T.push(`{{ ${f} ${a} ${b} }}`);
}
for (const a of atoms) for (const b of ['.b', '.nb', '.s']) T.push(`{{ ternary ${a} "no" ${b} }}`, `{{ replace "a" "b" ${a} }}`);
T.push(...['{{', '}}', '{{ }}', '{{}}', '{{ .s', '{{ end }}', '{{ if .s }}', '{{ if }}x{{ end }}', '{{ else }}', '{{ if .s }}a{{ else }}b{{ else }}c{{ end }}', '{{ foo .s }}', '{{ .s | foo }}', '{{ "abc }}', '{{ `abc }}', "{{ 'a' }}", '{{ $x }}', '{{ .s.}}', '{{ .s . }}', '{{ (.s) }}', '{{ ((.m).a) }}', '{{ (.m).a }}', '{{ (.s }}', '{{ .s) }}', '{{ .s | }}', '{{ | .s }}', '{{ .s | "x" }}', '{{ .s "x" }}', '{{/* c */}}x', '{{- /* c */ -}} x', '{{ /* c */ }}', '{{/* c }}', '{{ 1a }}', '{{ .1a }}', '{{ .a-b }}', '{{ a-b }}', '{{ .s  -}}  x', '{{-.s}}', '{{- .s}}', '{{ .s-}}', '{{ if .s }}a{{ else if .e }}b{{ else }}c{{ end }}', '{{ if .e }}a{{ else if .e }}b{{ else }}c{{ end }}', '{{ with .e }}a{{ else with .s }}b{{.}}{{ end }}', '{{ range .l }}{{ break }}{{ end }}', '{{ break }}', '{{ range .lm }}{{ .h }}{{ .p }}{{ $.s }}{{ end }}', '{{ range $k, $v := .m }}{{ $k }}{{ end }}', '{{ define "x" }}a{{ end }}', '{{ template "x" }}', '{{ eq .n 5 }}', '{{ eq (int .n) 5 }}', '{{ eq .n 5.0 }}', '{{ eq .s "x" "abc" }}', '{{ and .s .miss .s.x }}', '{{ or .s .s.x }}', '{{ printf "%s-%v" .s .n }}', '{{ printf "%d" .n }}', '{{ printf "%d" 5 }}', '{{ .s }}{{ .s }}', '{{ if and .b (not .nb) }}1{{end}}', '{{ if or .e .el .m }}1{{end}}', '{{ not }}', '{{ .s | quote | quote }}', '{{ true }}', '{{ nil }}', '{{ "a\\nb" }}', '{{ "a\\x41" }}', '{{ .s, .e }}', '{{ $a, $b := .l }}', '{{ $a := 1 }}{{ $a = 2 }}{{ $a }}', '{{ if $y := .s }}{{ $y }}{{ end }}{{ $y }}', '{{ -1 }}', '{{ +1 }}', '{{ 1e3 }}', '{{ 0x10 }}', '{{ 010 }}', '{{ 1_000 }}', '{{ .s }} }} {', '{ { .s } }', '{{{ .s }}}', '{{ .s!}}', '{{ .s ? }}', '{{ #x }}', '{{ list 1 2 3 | join "," }}', '{{ dict "a" 1 | toJson }}', '{{ len }}', '{{ len .s .e }}', '{{ include "x" . }}', '{{ lookup }}', '{{ now }}', '{{ .Values.x }}', '{{ index .l 0 }}', '{{ index .l 5 }}', '{{ index .m "a" }}', '{{ index .m "zz" }}', '{{ .builtin.cluster.topology.version | trimPrefix "v" }}', '{{ semverCompare ">=1.31.0" .builtin.cluster.topology.version }}', '{{ semverCompare "1.32.x" "v1.32.5" }}', '{{ (index .lm 0).h }}', '{{ .lm }}', '{{ "a" "b" }}', '{{ true.x }}', '{{ "a".x }}', '{{ .m.o }}', '{{ if .s}}x{{end }}', '{{if.s}}x{{end}}', '{{.s|upper}}', '{{eq .s"abc"}}', '{{eq(.s)"abc"}}', '{{ $ }}', '{{ $.m.a }}', '{{ if 0 }}a{{ end }}', '{{ if "" }}a{{ end }}', '{{ range 3 }}x{{ end }}', '{{ range $i := .l }}{{$i}}{{end}}{{$i}}', '{{ continue }}', '{{ end', '{{ if .s }}{{ end }}{{ end }}']);
test('diff', () => {
  const input = T.map((t) => JSON.stringify({ T: t, D })).join('\n');
  const out = execFileSync('/tmp/gt/gt', { input, maxBuffer: 1 << 30 }).toString().trim().split('\n').map((x) => JSON.parse(x));
  const bad: string[] = []; let unsupported = 0, same = 0;
  T.forEach((t, i) => {
    const g = out[i]; const p = parseTemplate(t); const r = renderTemplate(t, D);
    if (p.kind === 'unsupported' || (p.kind === 'parsed' && r.kind === 'unsupported')) { unsupported++; return; }
    const mine = p.kind === 'invalid' ? 'PARSE' : r.kind === 'failed' ? 'EXEC' : `T:${(r as { text: string }).text}`;
    const go = g.parse ? 'PARSE' : g.exec ? 'EXEC' : `T:${g.text}`;
    if (mine !== go) bad.push(`${t}\n   mine ${mine} ${p.kind === 'invalid' ? p.message : r.kind === 'failed' ? r.message : ''}\n   go   ${go} ${g.parse ?? g.exec ?? ''}`); else same++;
  });
  writeFileSync('/tmp/diff.txt', `same ${same} unsupported ${unsupported} bad ${bad.length}\n${bad.join('\n')}`);
});
