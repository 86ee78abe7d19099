import assert from 'node:assert/strict';
import test from 'node:test';
import { formFactorOf } from '../../resources/web/screens/form_factor.js';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
const mouse = { coarsePointer: false, anyFinePointer: true, touchPoints: 0, mobileHint: false };
const finger = { coarsePointer: true, anyFinePointer: false, touchPoints: 5, mobileHint: false };

const TABLE = [
    ['Windows desktop', 'desktop', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`, 'Win32', { ...mouse, shortSide: 1080 }],
    ['Windows laptop with a touch screen', 'desktop', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`, 'Win32',
        { ...mouse, touchPoints: 10, shortSide: 800 }],
    ['Windows tablet without its keyboard', 'desktop', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`, 'Win32',
        { ...finger, touchPoints: 10, shortSide: 900 }],
    ['Mac', 'desktop', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15', 'MacIntel',
        { ...mouse, shortSide: 900 }],
    ['iPad that says it is a Mac', 'tablet', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15', 'MacIntel',
        { ...finger, shortSide: 820 }],
    ['iPad with a trackpad', 'tablet', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15', 'MacIntel',
        { ...mouse, touchPoints: 5, shortSide: 1024 }],
    ['old iPad', 'tablet', 'Mozilla/5.0 (iPad; CPU OS 12_2 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', 'iPad', { ...finger, shortSide: 768 }],
    ['iPhone', 'phone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', 'iPhone', { ...finger, shortSide: 393 }],
    ['Android phone', 'phone', `Mozilla/5.0 (Linux; Android 15; Pixel 9) ${CHROME} Mobile`, 'Linux armv81', { ...finger, mobileHint: true, shortSide: 412 }],
    ['Android phone, Firefox', 'phone', 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Linux armv81', { ...finger, shortSide: 412 }],
    ['Android tablet', 'tablet', `Mozilla/5.0 (Linux; Android 15; SM-X710) ${CHROME}`, 'Linux armv81', { ...finger, shortSide: 800 }],
    ['Android tablet, Firefox', 'tablet', 'Mozilla/5.0 (Android 15; Tablet; rv:140.0) Gecko/140.0 Firefox/140.0', 'Linux armv81', { ...finger, shortSide: 800 }],
    ['Android phone asking for the desktop site', 'phone', `Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`, 'Linux armv81', { ...finger, shortSide: 412 }],
    ['Android tablet asking for the desktop site', 'tablet', `Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`, 'Linux armv81', { ...finger, shortSide: 800 }],
    ['Linux desktop', 'desktop', `Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`, 'Linux x86_64', { ...mouse, shortSide: 1080 }],
    ['Linux laptop with a touch screen', 'desktop', `Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`, 'Linux x86_64', { ...mouse, touchPoints: 10, shortSide: 800 }],
    ['Chromebook', 'desktop', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME}`, 'Linux x86_64', { ...mouse, touchPoints: 10, shortSide: 800 }],
    ['a window that is small on a desktop', 'desktop', `Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`, 'Linux x86_64', { ...mouse, shortSide: 480 }],
];

for (const [what, expected, userAgent, platform, facts] of TABLE) {
    test(`formFactorOf_says_${expected}_when_${what.replaceAll(' ', '_')}`, () => {
        assert.equal(formFactorOf({ userAgent, platform, ...facts }), expected);
    });
}
