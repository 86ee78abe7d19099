import assert from 'node:assert/strict';
import test from 'node:test';
import { appLink } from '../../resources/web/screens/app_link.js';

test('appLink_standsForThePage_alsoBehindAProxy', () => {
    assert.equal(
        appLink(new URL('https://room.example:8443/meet/join/r1#t=a.b&c=0f')),
        'proscenium://room.example:8443/meet/join/r1#t=a.b&c=0f',
    );
});

test('appLink_saysHttp_whenThePageIsPlain', () => {
    assert.equal(appLink(new URL('http://[::1]:8480/join/r1#t=a')), 'proscenium:http://[::1]:8480/join/r1#t=a');
});
