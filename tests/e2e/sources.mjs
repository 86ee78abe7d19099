// Runs in the pages of tests: cameras, codecs and shared content that a fake device cannot deliver. Each function is an init script of its own.

/** Keeps every connection of the page in `window.connections`. */
export function noteConnections() {
    window.connections = [];
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
        constructor(...options) {
            super(...options);
            window.connections.push(this);
        }
    };
}

/** No sound but what the test wants to hear. */
export function noMicrophone() {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (wanted) => (wanted.audio ? Promise.reject(new DOMException('a test', 'NotFoundError')) : open(wanted));
}

/**
 * The camera of a phone that is turned: the sensor's picture does not turn with it, each frame says by how much it is to be turned clockwise. Upright it shows
 * a quarter of red, green, blue, yellow (in reading order), and in the middle a square for the angle. `window.turn(angle)` turns it; no angle: no square.
 */
export function turnedCamera() {
    const QUARTERS = ['rgb(200 40 40)', 'rgb(40 170 60)', 'rgb(40 60 200)', 'rgb(220 200 40)'];
    const MARKS = { 0: 'rgb(0 240 240)', 90: 'rgb(255 255 255)', 180: 'rgb(128 128 128)', 270: 'rgb(220 40 220)' };
    const SENSOR = [640, 360];
    let angle = null;
    window.turn = (degrees) => { angle = degrees; };
    const drawUpright = (paint, width, height) => {
        QUARTERS.forEach((colour, i) => {
            paint.fillStyle = colour;
            paint.fillRect(i % 2 ? 0 : -width / 2, i < 2 ? -height / 2 : 0, width / 2, height / 2);
        });
        if (angle !== null) {
            paint.fillStyle = MARKS[angle];
            paint.fillRect(-50, -50, 100, 100);
        }
    };
    const camera = () => {
        const track = new MediaStreamTrackGenerator({ kind: 'video' });
        const writer = track.writable.getWriter();
        const canvas = new OffscreenCanvas(...SENSOR);
        const paint = canvas.getContext('2d');
        const upright = () => (angle % 180 ? SENSOR.toReversed() : SENSOR);
        setInterval(() => {
            paint.setTransform(1, 0, 0, 1, SENSOR[0] / 2, SENSOR[1] / 2);
            paint.rotate(-(angle ?? 0) * Math.PI / 180);
            drawUpright(paint, ...upright());
            const frame = new VideoFrame(canvas, { timestamp: performance.now() * 1000, rotation: angle ?? 0 });
            writer.write(frame).catch(() => frame.close());
        }, 40);
        return new MediaStream([track]);
    };
    navigator.mediaDevices.getUserMedia = async (wanted) => {
        if (wanted.audio) {
            throw new DOMException('a test', 'NotFoundError');
        }
        return camera();
    };
}

/** A browser that sends pictures in H.264 or not at all. */
export function onlyH264() {
    const prefer = RTCRtpTransceiver.prototype.setCodecPreferences;
    RTCRtpTransceiver.prototype.setCodecPreferences = function preferH264(codecs) {
        return prefer.call(this, codecs.filter(({ mimeType }) => mimeType === 'video/H264' || mimeType === 'video/rtx'));
    };
}

/** A tab that plays another tone on each side, at a quarter of full scale, and shows one colour. */
export const MUSIC = {
    title: 'Music', left: 440, right: 660, amplitude: 0.25, colour: [200, 120, 20],
    page: `<!doctype html><title>Music</title><body style="background: rgb(200 120 20)"><script>
        const context = new AudioContext();
        const sides = new ChannelMergerNode(context, { numberOfInputs: 2 });
        [440, 660].forEach((frequency, side) => {
            const tone = new OscillatorNode(context, { frequency });
            tone.connect(new GainNode(context, { gain: 0.25 })).connect(sides, 0, side);
            tone.start();
        });
        sides.connect(context.destination);
        </script>`,
};
