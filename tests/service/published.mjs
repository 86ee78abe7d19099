// Uploads a recording into the library by hand.
import assert from 'node:assert/strict';
import { digest } from './body.mjs';
import { RoomClient, joinRecorder } from './room_client.mjs';

export async function publish({ service, room, body, keep }) {
    const host = await keep(joinRecorder(room.host, 'Ada Lovelace'));
    const moderator = await keep(RoomClient.join(room.moderator, { name: 'Grace Hopper' }));
    await host.askOk('startRecording');
    const { recording, epoch, uploadToken, uploadPath } = await host.next('beginRecording');
    await host.phase('recording');
    const send = (method, path, headers, bytes) => fetch(service.base + path, { method, body: bytes,
        headers: { 'Tus-Resumable': '1.0.0', Authorization: `Bearer ${uploadToken}`, ...headers } });
    const metadata = Object.entries({ recording, filename: 'Rec – 1.mp4', layout: 'fragments' })
        .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');
    assert.equal((await send('POST', uploadPath, { 'Upload-Defer-Length': '1', 'Upload-Metadata': metadata })).status, 201);
    await host.askOk('recorderStopped', { recording, epoch, duration: 4000, bytes: body.length, sha256: body.checksum, name: 'Rec – 1.mp4', diskNearlyFull: false });
    const last = await send('PATCH', `${uploadPath}/${recording}`, { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': '0',
        'Upload-Checksum': `sha256 ${digest(body.bytes, 'base64')}`, 'Upload-Length': String(body.length), 'Proscenium-Checksum': body.checksum }, body.bytes);
    assert.deepEqual([last.status, last.headers.get('proscenium-sha256')], [204, body.checksum]);
    return { room, host, moderator, item: recording };
}
