// The page against axe-core's rules of WCAG 2.1, levels A and AA (https://github.com/dequelabs/axe-core).
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Asserts that what the page shows now breaks no rule. */
export async function assertAccessible(page) {
    // The page's content policy allows no script but its own; evaluate() is not subject to it.
    await page.evaluate(await readFile(script, 'utf8'));
    const violations = await page.evaluate(async () => {
        const { violations: found } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
        return found.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    });
    assert.deepEqual(violations, []);
}
