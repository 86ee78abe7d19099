// Real WebRTC between the page and a second page that stands in for the media server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { joinRoom, launch, openPage, picture } from './browser.mjs';
import { FakeRoom, participant } from './fake_room.mjs';

const FLAGS = ['--allow-loopback-in-peer-connection', '--disable-features=WebRtcHideLocalIpsWithMdns'];
const TRACKS = [{ mid: '0', kind: 'audio', codec: 'opus', simulcast: false }, { mid: '1', kind: 'video', codec: 'vp8', simulcast: false }];

/** Runs in the second page: answers the published media, offers video and a tone. */
function mediaServer() {
    const gathered = (pc) => new Promise((resolve) => {
        const check = () => pc.iceGatheringState === 'complete' && resolve(pc.localDescription.sdp);
        pc.addEventListener('icegatheringstatechange', check);
        check();
    });
    const peers = new Map();
    window.answer = async (key, sdp) => {
        const pc = new RTCPeerConnection();
        peers.set(key, pc);
        await pc.setRemoteDescription({ type: 'offer', sdp });
        await pc.setLocalDescription(await pc.createAnswer());
        return gathered(pc);
    };
    window.offer = async (key) => {
        const pc = new RTCPeerConnection();
        peers.set(key, pc);
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
        const paint = canvas.getContext('2d');
        let hue = 0;
        setInterval(() => { paint.fillStyle = `hsl(${hue += 5} 60% 45%)`; paint.fillRect(0, 0, 640, 360); }, 40);
        const context = new AudioContext();
        const tone = new OscillatorNode(context);
        const sink = context.createMediaStreamDestination();
        tone.connect(sink);
        tone.start();
        pc.addTrack(sink.stream.getAudioTracks()[0]);
        pc.addTrack(canvas.captureStream(25).getVideoTracks()[0]);
        await pc.setLocalDescription(await pc.createOffer());
        return gathered(pc);
    };
    window.accept = (key, sdp) => peers.get(key).setRemoteDescription({ type: 'answer', sdp });
    window.candidate = (key, candidate) => peers.get(key).addIceCandidate(candidate);
    window.shut = (key) => peers.get(key).close();
    window.received = async (key) => {
        const stats = [...(await peers.get(key)?.getStats() ?? new Map()).values()].filter(({ type }) => type === 'inbound-rtp');
        const of = (kind) => stats.find((one) => one.kind === kind) ?? {};
        return { frames: of('video').framesDecoded ?? 0, width: of('video').frameWidth ?? 0, packets: of('audio').packetsReceived ?? 0 };
    };
}

describe('media', { timeout: 300000 }, () => {
    let browser;
    let room;
    let page;
    let sfu;
    let generation = 0;

    before(async () => { browser = await launch({ flags: FLAGS }); });
    after(() => browser.close());
    beforeEach(async () => {
        room = await new FakeRoom().listen();
        sfu = await openPage(browser);
        await sfu.goto(room.base);
        await sfu.evaluate(mediaServer);
        page = await openPage(browser);
        room.handlers.publish = async ({ peer, sdp }) => {
            generation += 1;
            return { type: 'published', peer, generation, sdp: await sfu.evaluate(([key, offer]) => window.answer(key, offer), [peer, sdp]) };
        };
        room.handlers.subscribe = async ({ subscription }) => (
            { type: 'subscribed', subscription, sdp: await sfu.evaluate((key) => window.offer(key), subscription) });
        room.handlers.answer = ({ subscription, sdp }) => sfu.evaluate(([key, answer]) => window.accept(key, answer), [subscription, sdp]).then(() => null);
        room.handlers.candidate = ({ key, candidate, mid, mLineIndex }) => {
            if (candidate) {
                sfu.evaluate(([id, value]) => window.candidate(id, value), [key, { candidate, sdpMid: mid, sdpMLineIndex: mLineIndex }])
                    .catch((error) => { if (!sfu.isClosed()) { throw error; } });
            }
        };
    });
    afterEach(async () => {
        await page.context().close();
        await sfu.context().close();
        await room.close();
        assert.deepEqual(page.faults, []);
        assert.deepEqual(room.faults, []);
    });

    // Not waitForFunction: to it a promise is something true.
    const receivedOf = async (key, fits) => {
        const check = new Function('got', `return ${fits}`);
        for (const end = Date.now() + 30000; ;) {
            const got = await sfu.evaluate((id) => window.received(id), key);
            if (check(got)) {
                return;
            }
            assert.ok(Date.now() < end, `${key}: ${fits}; ${JSON.stringify(got)}`);
            await sleep(50);
        }
    };

    const grace = (more = {}) => participant('grace', {
        name: 'Grace Hopper', camera: true, microphone: true, stageOrder: 1,
        publications: [{ peer: 'main', generation: 1, tracks: TRACKS }], ...more,
    });

    test('main_sendsPictureAndSound_at720p_offeredInThreeSizes', async () => {
        await joinRoom(page, room.link());
        const { sdp } = await room.wait('publish');
        assert.match(sdp, /^a=simulcast:send h;m;l\r?$/m);
        await receivedOf('main', 'got.frames > 10 && got.packets > 20 && got.width === 1280');
        await room.wait('candidate', (message) => message.target === 'publish' && message.candidate === '');
    });

    test('layer_isAskedFor_asTheTileNeedsIt_onlyOfALayeredCamera', async () => {
        const layered = TRACKS.map((track) => ({ ...track, simulcast: track.kind === 'video' }));
        const publications = [{ peer: 'main', generation: 1, tracks: layered }];
        room.state.participants = [grace({ publications }), participant('bob', {
            camera: true, stageOrder: 2, publications: [{ peer: 'main', generation: 2, tracks: TRACKS }] })];
        await joinRoom(page, room.link());
        const { subscription } = await room.wait('subscribe', (message) => message.participant === 'grace');
        const first = await room.wait('layer');
        assert.deepEqual([first.subscription, first.mid], [subscription, '1']);
        room.tell({ highlighted: 'bob' });
        const smaller = await room.wait('layer', ({ substream }) => substream < first.substream);
        assert.equal(smaller.subscription, subscription);
        // The request is repeated a few times, in case it was lost on the way to the camera.
        const asked = room.count('layer');
        await room.wait('layer', () => room.count('layer') === asked + 2);
        room.tell({ highlighted: 'grace' });
        await room.wait('layer', ({ substream }) => substream > smaller.substream && room.count('layer') > asked + 2);
        assert.equal(room.count('layer'), asked + 3);
    });

    test('main_sendsAgain_afterCameraWasOffAndOn_withoutANewOffer', async () => {
        await joinRoom(page, room.link());
        await room.wait('publish');
        await receivedOf('main', 'got.frames > 5');
        const offers = room.count('publish');
        await page.click('#button-camera');
        await room.wait('setMedia', (message) => !message.camera);
        const { frames } = await sfu.evaluate(() => window.received('main'));
        await page.click('#button-camera');
        await receivedOf('main', `got.frames > ${frames + 20}`);
        assert.equal(room.count('publish'), offers);
    });

    test('others_areSeenAndHeard_andSubscribedOnceAGeneration', async () => {
        room.state.participants = [grace()];
        await joinRoom(page, room.link());
        const first = await room.wait('subscribe');
        assert.deepEqual([first.participant, first.peer, first.mids], ['grace', 'main', ['0', '1']]);
        await page.waitForSelector('.tile[data-participant=grace].has-picture');
        await page.waitForSelector('.tile[data-participant=grace].speaking');
        await page.waitForFunction(() => [...document.querySelectorAll('audio')].some((one) => !one.paused && one.currentTime > 0));
        await picture(page, 'media');
        room.tell();
        room.tell();
        room.tell({ participants: room.state.participants.map((one) => (one.id === 'grace' ? grace({ publications: [{ peer: 'main', generation: 2, tracks: TRACKS }] }) : one)) });
        const second = await room.wait('subscribe', (message) => message.subscription !== first.subscription);
        await room.wait('unsubscribe', (message) => message.subscription === first.subscription);
        await page.waitForSelector('.tile[data-participant=grace].has-picture');
        assert.equal(room.count('subscribe'), 2, 'the same state twice changes nothing');
        room.send('subscriptionEnded', { subscription: second.subscription, reason: 'sfu' });
        await room.wait('subscribe', (message) => message.subscription !== first.subscription && message.subscription !== second.subscription);
        await page.waitForSelector('.tile[data-participant=grace].has-picture');
    });

    test('sound_waitsForAClick_whenTheBrowserSaysSo', async () => {
        await page.addInitScript(() => {
            const play = HTMLAudioElement.prototype.play;
            window.mayPlay = false;
            HTMLAudioElement.prototype.play = function guarded() {
                return window.mayPlay ? play.call(this) : Promise.reject(new DOMException('a test', 'NotAllowedError'));
            };
        });
        room.state.participants = [grace()];
        await joinRoom(page, room.link());
        await page.waitForSelector('#banner-sound');
        await picture(page, 'sound');
        await page.evaluate(() => { window.mayPlay = true; });
        await page.click('#banner-sound button:has-text("Turn sound on")');
        await page.waitForFunction(() => !document.querySelector('#banner-sound') && !document.querySelector('audio').paused);
    });

    test('everything_isMadeAnew_whenTheMediaServerCameBack', async () => {
        room.state.participants = [grace()];
        await joinRoom(page, room.link());
        await page.waitForSelector('.tile[data-participant=grace].has-picture');
        await receivedOf('main', 'got.frames > 0');
        room.tell({ sfu: { state: 'down', generation: 1 } });
        await page.waitForSelector('#banner-media');
        await page.waitForSelector('.tile[data-participant=grace]:not(.has-picture)');
        const counts = [room.count('publish'), room.count('subscribe')];
        room.tell({ sfu: { state: 'up', generation: 2 } });
        await room.wait('publish', () => room.count('publish') > counts[0]);
        await room.wait('subscribe', () => room.count('subscribe') > counts[1]);
        await page.waitForSelector('.tile[data-participant=grace].has-picture');
        await receivedOf('main', 'got.frames > 0');
        assert.equal(await page.isVisible('#banner-media'), false);
    });

    test('orientation_isNotOffered_byABrowserThatTurnsThePictureItself', async () => {
        await page.addInitScript(() => { delete Navigator.prototype.userAgentData; });
        await joinRoom(page, room.link());
        assert.doesNotMatch((await room.wait('publish')).sdp, /video-orientation/);
        await receivedOf('main', 'got.frames > 5');
    });

    test('sharedSound_isRaw_andStereoInBothDescriptions', async () => {
        await page.addInitScript(() => {
            const share = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
            navigator.mediaDevices.getDisplayMedia = (wanted) => { window.askedFor = wanted; return share(wanted); };
            const set = RTCPeerConnection.prototype.setRemoteDescription;
            window.answers = [];
            RTCPeerConnection.prototype.setRemoteDescription = function note(description) {
                window.answers.push(description.sdp);
                return set.call(this, description);
            };
        });
        await joinRoom(page, room.link());
        const voice = await room.wait('publish');
        assert.doesNotMatch(voice.sdp, /stereo/);
        assert.match(voice.sdp, /video-orientation/, 'Chromium sends no turned picture without');
        await page.click('#button-screen');
        const { sdp } = await room.wait('publish', ({ peer }) => peer === 'screen');
        const { audio } = await page.evaluate(() => window.askedFor);
        const known = await page.evaluate(() => navigator.mediaDevices.getSupportedConstraints().restrictOwnAudio === true);
        assert.deepEqual(audio, {
            echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 2, sampleRate: 48000, ...(known && { restrictOwnAudio: true }),
        });
        assert.match(sdp, /^a=fmtp:\d+ .*stereo=1;sprop-stereo=1;maxaveragebitrate=192000\r?$/m);
        await receivedOf('screen', 'got.frames > 2 && got.packets > 5');
        const answers = await page.evaluate(() => window.answers);
        assert.deepEqual(answers.map((answer) => /stereo=1;.*maxaveragebitrate=192000/.test(answer)), [false, true]);
    });

    test('sharedSound_isReceivedInStereo_voicesAreNot', async () => {
        room.state.participants = [grace({ publications: [{ peer: 'main', generation: 1, tracks: TRACKS }, { peer: 'screen', generation: 2, tracks: TRACKS }] })];
        await joinRoom(page, room.link());
        const asked = await room.wait('subscribe', ({ peer }) => peer === 'screen');
        const voice = await room.wait('subscribe', ({ peer }) => peer === 'main');
        const answerTo = ({ subscription }) => room.wait('answer', (message) => message.subscription === subscription);
        assert.match((await answerTo(asked)).sdp, /stereo=1/);
        assert.doesNotMatch((await answerTo(voice)).sdp, /stereo=1/);
        await page.waitForSelector('.tile[data-peer=main].has-picture');
        await page.waitForSelector('.tile[data-peer=screen].has-picture');
    });

    test('screen_isPublishedByItself_andUnpublishedWhenTheBrowserEndsIt', async () => {
        await page.addInitScript(() => {
            navigator.mediaDevices.getDisplayMedia = async () => {
                const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
                const paint = canvas.getContext('2d');
                setInterval(() => { paint.fillStyle = '#fff'; paint.fillRect(0, 0, 1280, 720); paint.fillStyle = '#123'; paint.fillText(String(performance.now()), 40, 60); }, 60);
                window.shared = canvas.captureStream(15);
                return window.shared;
            };
        });
        await joinRoom(page, room.link());
        await room.wait('publish');
        await page.click('#button-screen');
        const { sdp } = await room.wait('publish', (message) => message.peer === 'screen');
        assert.equal(sdp.match(/^m=/gm).length, 1, 'no sound was offered');
        await receivedOf('screen', 'got.frames > 5 && got.width === 1280');
        assert.equal(await page.evaluate(() => window.shared.getVideoTracks()[0].contentHint), 'detail');
        room.me({ publications: [{ peer: 'screen', generation, tracks: [TRACKS[1]] }] });
        room.tell();
        await page.waitForSelector('.tile.main[data-peer=screen].has-picture');
        await picture(page, 'screen');
        await page.evaluate(() => window.shared.getVideoTracks()[0].dispatchEvent(new Event('ended')));
        assert.equal((await room.wait('unpublish')).peer, 'screen');
        await page.waitForSelector('#button-screen[aria-pressed=false]');
    });
});
