import assert from 'node:assert/strict';
import test from 'node:test';
import { withoutOrientation, withStereo } from '../../resources/web/media/sdp.js';

const lines = (...all) => all.map((line) => `${line}\r\n`).join('');
const STEREO = 'stereo=1;sprop-stereo=1;maxaveragebitrate=192000';
const HEAD = ['v=0', 's=-'];
const VIDEO = ['m=video 9 UDP/TLS/RTP/SAVPF 111', 'a=rtpmap:111 VP8/90000', 'a=fmtp:111 x=1'];

test('withStereo_addsToOpusOnly', () => {
    const sound = (format) => ['m=audio 9 UDP/TLS/RTP/SAVPF 111 9', 'a=rtpmap:111 opus/48000/2', `a=fmtp:111 ${format}`, 'a=rtpmap:9 G722/8000', 'a=fmtp:9 y=2'];
    assert.equal(withStereo(lines(...HEAD, ...sound('minptime=10;useinbandfec=1'), ...VIDEO)),
        lines(...HEAD, ...sound(`minptime=10;useinbandfec=1;${STEREO}`), ...VIDEO));
});

test('withStereo_replacesWhatWasSaid_andIsTheSameASecondTime', () => {
    const sdp = (format) => lines('m=audio 9 RTP/SAVPF 96', 'a=rtpmap:96 opus/48000/2', `a=fmtp:96 ${format}`);
    assert.equal(withStereo(sdp('stereo=0; useinbandfec=1;maxaveragebitrate=20000')), sdp(`useinbandfec=1;${STEREO}`));
    assert.equal(withStereo(withStereo(sdp('a=1'))), withStereo(sdp('a=1')));
});

test('withStereo_addsTheLine_whenThereIsNone', () => {
    assert.equal(withStereo(lines('m=audio 9 RTP/SAVPF 96', 'a=rtpmap:96 OPUS/48000/2', 'a=mid:0')),
        lines('m=audio 9 RTP/SAVPF 96', 'a=rtpmap:96 OPUS/48000/2', `a=fmtp:96 ${STEREO}`, 'a=mid:0'));
});

test('withStereo_changesNothing_withoutOpus', () => {
    const sdp = lines(...HEAD, 'm=audio 9 RTP/SAVPF 0', 'a=rtpmap:0 PCMU/8000', ...VIDEO);
    assert.equal(withStereo(sdp), sdp);
});

test('withoutOrientation_removesThatExtensionOnly', () => {
    const sdp = (...more) => lines(...HEAD, ...VIDEO, ...more, 'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid', 'a=mid:1');
    assert.equal(withoutOrientation(sdp('a=extmap:13 urn:3gpp:video-orientation')), sdp());
    assert.equal(withoutOrientation(sdp('a=extmap:13/sendonly urn:3gpp:video-orientation')), sdp());
    assert.equal(withoutOrientation(sdp()), sdp());
});
