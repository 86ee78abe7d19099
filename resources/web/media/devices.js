// Camera, microphone and screen of this computer, and why one is unavailable.

const CAMERA = {
    width: { ideal: 1280, max: 1280 },
    height: { ideal: 720, max: 720 },
    frameRate: { ideal: 30, max: 30 },
};
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const SCREEN = { width: { max: 1920 }, height: { max: 1080 }, frameRate: { ideal: 15, max: 30 } };
/** As it is played: what browsers do to voices makes music quiet, and its level waver. */
const SCREEN_SOUND = {
    echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 2, sampleRate: 48000,
};

/** A device is unavailable; `problem` is one of notSecure, missing, refused, busy. */
export class DeviceError extends Error {
    constructor(problem) {
        super(problem);
        this.problem = problem;
    }
}

/** The problem behind an exception of getUserMedia. */
export function problemOf(error) {
    switch (error?.name) {
    case 'NotFoundError':
    case 'OverconstrainedError':
        return 'missing';
    case 'NotAllowedError':
    case 'SecurityError':
        return 'refused';
    default:
        return 'busy';
    }
}

/** The sentence key for a problem of "camera" or "microphone". */
export function problemSentence(kind, problem) {
    const sentences = {
        notSecure: { camera: 'notSecure', microphone: 'notSecure' },
        missing: { camera: 'noCamera', microphone: 'noMicrophone' },
        refused: { camera: 'cameraRefused', microphone: 'microphoneRefused' },
        busy: { camera: 'cameraBusy', microphone: 'microphoneBusy' },
        lost: { camera: 'cameraLost', microphone: 'microphoneLost' },
    };
    return sentences[problem][kind];
}

/** The sentence key for what happened to a device that works: "replaced", "connected" or "silenced". */
export function noticeSentence(kind, what) {
    const sentences = {
        replaced: { camera: 'cameraReplaced', microphone: 'microphoneReplaced' },
        connected: { camera: 'deviceConnected', microphone: 'deviceConnected' },
        silenced: { camera: 'cameraSilenced', microphone: 'microphoneSilenced' },
    };
    return sentences[what][kind];
}

function constraintsFor(kind, deviceId) {
    const chosen = deviceId ? { deviceId: { exact: deviceId } } : {};
    return kind === 'camera'
        ? { video: { ...CAMERA, ...chosen } }
        : { audio: { ...MICROPHONE, ...chosen } };
}

/** Opens a track of the camera or the microphone. Falls back to any other device if `deviceId` is missing. Throws DeviceError. */
export async function openDevice(kind, deviceId = '') {
    if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) {
        throw new DeviceError('notSecure');
    }
    try {
        const stream = await navigator.mediaDevices.getUserMedia(constraintsFor(kind, deviceId));
        return stream.getTracks()[0];
    } catch (error) {
        if (deviceId && problemOf(error) === 'missing') {
            return openDevice(kind);
        }
        throw new DeviceError(problemOf(error));
    }
}

/** Opens a track of the first device that opens: the browser's choice, or one of `ids`. Null if there is none. */
export async function openAny(kind, ids) {
    for (const id of ['', ...ids]) {
        try {
            return await openDevice(kind, id);
        } catch {
            // The next one, then. A browser may go on choosing a device for a moment after it was taken out.
        }
    }
    return null;
}

/** The available devices: {camera: [{id, label}], microphone: [...]}. Labels are empty until one has been allowed. */
export async function listDevices() {
    if (!navigator.mediaDevices?.enumerateDevices) {
        return { camera: [], microphone: [] };
    }
    const all = await navigator.mediaDevices.enumerateDevices();
    const ofKind = (kind) =>
        all.filter((device) => device.kind === kind && device.deviceId)
            .map(({ deviceId, label }) => ({ id: deviceId, label }));
    return { camera: ofKind('videoinput'), microphone: ofKind('audioinput') };
}

export function onDevicesChanged(handler) {
    navigator.mediaDevices?.addEventListener?.('devicechange', handler);
}

export function canShareScreen() {
    return Boolean(window.isSecureContext && navigator.mediaDevices?.getDisplayMedia);
}

/** The stream of a screen, a window or a tab, with its audio if the browser offers it. */
export async function openScreen() {
    const { restrictOwnAudio } = navigator.mediaDevices.getSupportedConstraints();
    // Otherwise the others hear themselves in the sound of a whole screen.
    const audio = { ...SCREEN_SOUND, ...(restrictOwnAudio && { restrictOwnAudio: true }) };
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: SCREEN, audio });
    const [video] = stream.getVideoTracks();
    if ('contentHint' in video) {
        // Keeps text sharp by lowering the frame rate first.
        video.contentHint = 'detail';
    }
    return stream;
}
