// A room is hosted on a computer with several networks. The invite link leads there from another computer, which can reach only the network of the default
// route: over IPv4 beside the bridges and VPNs that a computer usually has, and over IPv6 alone.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeCamera, makeTone } from '../e2e/media.mjs';
import { CHROMIUM, Participant } from '../e2e/participant.mjs';
import { removeFolder, temporaryFolder } from '../service/service.mjs';
import { Namespace } from './namespace.mjs';
import { unable } from './places.mjs';

const PROGRAM = process.env.PROSCENIUM_PROGRAM;
const PORT = 18443;
const NETWORKS = {
    ipv4: {
        host: '192.0.2.10', link: '192.0.2.10', bits: 24, guest: '192.0.2.20', router: '192.0.2.1',
        others: { docker0: ['172.17.0.1/16'], vpn0: ['10.5.0.2/24'], virbr0: ['192.168.122.1/24'] },
    },
    ipv6: {
        host: 'fd00:1::5', link: '[fd00:1::5]', bits: 64, guest: 'fd00:1::20', router: 'fd00:1::1',
        others: { docker0: ['fd00::1/64'], virbr0: ['fc00:5::1/64'] },
    },
};

/** Gives `space` an interface with these addresses. An address that becomes ready later is a network change, on which Janus starts again and Chromium aborts requests. */
function connect(space, name, addresses) {
    space.run('ip', 'link', 'set', name, 'addrgenmode', 'none', 'up');
    addresses.forEach((address) => space.run('ip', 'address', 'add', address, 'dev', name, ...(address.includes(':') ? ['nodad'] : [])));
}

let folder;

before(async () => {
    folder = await temporaryFolder();
    await makeCamera(join(folder, 'camera.y4m'), 'teal');
    await makeTone(join(folder, 'tone.wav'), 700);
});

after(() => removeFolder(folder));

/** The host's and the guest's computer; calls `work` with both, and ends everything on them. */
async function withComputers({ host, bits, guest, router, others }, work) {
    const computers = [await Namespace.open(), await Namespace.open()];
    const [hosts, guests] = computers;
    try {
        for (const [name, addresses] of Object.entries(others)) {
            hosts.run('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', `${name}-end`);
            hosts.run('ip', 'link', 'set', `${name}-end`, 'up');
            connect(hosts, name, addresses);
        }
        hosts.run('ip', 'link', 'add', 'w0', 'type', 'veth', 'peer', 'name', 'g0', 'netns', String(guests.holder.pid));
        connect(guests, 'g0', [`${guest}/${bits}`]);
        connect(hosts, 'w0', [`${host}/${bits}`]);
        hosts.run('ip', 'route', 'add', 'default', 'via', router, 'dev', 'w0');
        await work(hosts, guests);
    } finally {
        computers.forEach((computer) => computer.close());
    }
}

async function guestGetsIn(family) {
    const network = NETWORKS[family];
    const home = join(folder, family);
    await mkdir(home, { recursive: true });
    await withComputers(network, async (hosts, guests) => {
        const env = { ...process.env, HOME: home, QT_QPA_PLATFORM: 'offscreen', XDG_DATA_HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home };
        const program = hosts.start(PROGRAM, ['host', '--port', String(PORT), '--title', 'Links', '--name', 'Grace', '--demo', '1'], { env });
        let guest;
        try {
            const [, link] = await program.line(/^participant: (\S+)$/);
            assert.equal(new URL(link).host, `${network.link}:${PORT}`);
            guest = await Participant.open({ link, name: 'Gus', camera: join(folder, 'camera.y4m'), tone: join(folder, 'tone.wav'),
                browser: { executablePath: await guests.wrapper(home, CHROMIUM) } });
            // Pictures of the simulated participant: the media server is reached, too.
            await guest.page.waitForFunction(() => document.querySelectorAll('#room .tile.has-picture').length === 2, null, { timeout: 60000 });
            assert.deepEqual(guest.faults, []);
        } finally {
            await guest?.close();
            await program.stop();
        }
    });
}

test('link_leadsToTheDefaultRoutesNetwork_fromAnotherComputer', { skip: unable() }, () => guestGetsIn('ipv4'));

test('link_leadsToTheIpv6Address_whereThereIsNoOther', { skip: unable() }, () => guestGetsIn('ipv6'));
