// A short version of the measurement of tests/bench/sync.sh. Other programs on the machine may cost some milliseconds, so the limit here is twice the target.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { removeFolder, temporaryFolder } from '../service/service.mjs';
import { describe, measureSync } from './sync.mjs';

const SECONDS = 20;
let folder;
before(async () => { folder = await temporaryFolder(); });
after(() => removeFolder(folder));

test('flashes and beeps stand together in the file', async (context) => {
    const sync = await measureSync(folder, SECONDS);
    describe(sync).split('\n').forEach((line) => context.diagnostic(line));
    assert.ok(sync.flashes >= sync.expected * 0.8, `${sync.flashes} of ${sync.expected} flashes`);
    assert.ok(sync.missing <= 1, `${sync.missing} flashes without a beep`);
    assert.ok(sync.median <= 40, `median ${sync.median} ms`);
    assert.ok(sync.percentile95 <= 90, `95th percentile ${sync.percentile95} ms`);
});
