import { expect, test } from 'vitest';
import { requireTimes } from '../../src/facts/require-times.ts';

const TODAY = '2026-11-23';

test.each([undefined, '0', '1795392000', '99999999999'])('the epoch %j can be used', (epoch) => {
  expect(() => requireTimes({ today: TODAY, epoch })).not.toThrow();
});

test.each(['', '-1', '1.5', '1e9', ' 1', '1 ', '100000000000', '2026-11-23'])('the epoch %j is refused', (epoch) => {
  expect(() => requireTimes({ today: TODAY, epoch })).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringContaining(`SOURCE_DATE_EPOCH is ${JSON.stringify(epoch)}`) }),
  );
});

test.each(['', 'today', '2026-02-30', '23.11.2026'])('the day %j is refused', (today) => {
  expect(() => requireTimes({ today, epoch: undefined })).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringContaining(`today is ${JSON.stringify(today)}`) }),
  );
});
