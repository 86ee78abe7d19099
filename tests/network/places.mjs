// Network namespaces around the service: it stands at SERVICE in the test's own namespace; each place is a namespace with one or two cables to it.
import { execFileSync } from 'node:child_process';
import { Namespace } from './namespace.mjs';

export const SERVICE = '10.77.0.1';
export const TURN = '10.77.0.2';

const quietly = { stdio: ['ignore', 'pipe', 'pipe'] };
const run = (command, ...args) => execFileSync(command, args, quietly);
const ip = (line) => run('ip', ...line.split(' '));

const has = (command) => {
    try {
        run('which', command);
        return true;
    } catch {
        return false;
    }
};

/** Why these tests cannot run here; false if they can. */
export function unable() {
    if (process.env.PROSCENIUM_IN_NAMESPACE !== '1') {
        return 'needs root and network namespaces (tests/in_namespace.sh)';
    }
    const missing = ['nft', 'nsenter', 'unshare', 'turnserver', 'certutil', 'openssl'].filter((command) => !has(command));
    return missing.length > 0 && `missing here: ${missing.join(', ')}`;
}

/** The TURN server's address, before the service starts: a media server whose addresses change is restarted. */
export const addTurnAddress = () => ip(`address add ${TURN}/24 dev v0`);

export class Place extends Namespace {
    cables = [];

    static #cables = 0;

    /**
     * `allows`: an nft match for what passes to the service ("tcp dport 443"); without it everything does. Of several cables only the first one is plugged in.
     */
    static async open({ allows = null, cables = 1 } = {}) {
        const place = await super.open();
        for (let i = 0; i < cables; ++i) {
            place.#lay(Place.#cables += 1, i, allows);
        }
        return place;
    }

    // libnice ignores interfaces whose names begin with "veth"; without link-local addresses there is no network change a second later.
    #lay(number, index, allows) {
        const [near, far, net] = [`w${number}`, `c${number}`, `10.78.${number}`];
        ip(`link add ${near} type veth peer name ${far} netns ${this.holder.pid}`);
        ip(`link set ${near} addrgenmode none`);
        this.run('ip', 'link', 'set', far, 'addrgenmode', 'none');
        ip(`address add ${net}.1/24 dev ${near}`);
        ip(`link set ${near} up`);
        const cable = { name: far, address: `${net}.10`, gateway: `${net}.1`, near };
        this.cables.push(cable);
        if (index === 0) {
            this.plug(cable);
        }
        if (allows) {
            this.block(allows);
        }
    }

    /** From now on only what the nft match `allows` passes to the service and back. */
    block(allows) {
        for (const { name: far, near } of this.cables) {
            // Dropped on arrival: on the way out the sender would see an error and not just silence.
            wall((...args) => run('nft', ...args), near, `iifname "${near}" ${allows} accept`);
            wall((...args) => this.run('nft', ...args), far, `iifname "${far}" ${allows.replace('dport', 'sport')} accept`);
        }
    }

    plug({ name, address, gateway }) {
        this.run('ip', 'address', 'add', `${address}/24`, 'dev', name);
        this.run('ip', 'link', 'set', name, 'up');
        this.run('ip', 'route', 'add', 'default', 'via', gateway);
    }

    /** From the first cable to the second one, as from Wi-Fi to a cable: link and address are gone, and others are there. */
    changeNetwork() {
        const [{ name }, other] = this.cables;
        this.run('ip', 'link', 'set', name, 'down');
        this.run('ip', 'address', 'flush', 'dev', name);
        this.plug(other);
    }
}

function wall(nft, name, rule) {
    nft('add', 'table', 'inet', name);
    nft('add', 'chain', 'inet', name, 'in', '{ type filter hook input priority 0 ; }');
    nft('add', 'rule', 'inet', name, 'in', rule);
    nft('add', 'rule', 'inet', name, 'in', `iifname "${name}" counter drop`);
}
