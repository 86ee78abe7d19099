// The page behind a shared link: plays one recording, with preview thumbnails above the time line.
import { Strings } from '../strings.js';
import { clock, tileAt } from './watch_time.js';

const STEP_SECONDS = 5;

class WatchPage {
    #root = document.getElementById('watch');
    #strings = new Strings(navigator.languages ?? [navigator.language]);
    #item = decodeURIComponent(location.pathname.split('/')[2] ?? '');
    #ticket = new URLSearchParams(location.hash.slice(1)).get('t') ?? '';

    async start() {
        document.documentElement.lang = this.#strings.language;
        document.documentElement.dir = this.#strings.direction;
        try {
            const answer = await fetch(this.#address('/info.json'));
            if (!answer.ok) {
                return this.#say(answer.status === 403 ? 'watchNoLink' : 'watchNotThere');
            }
            this.#show(await answer.json());
        } catch {
            this.#say('watchUnreachable');
        }
    }

    #address(part = '', more = '') {
        return `/media/${encodeURIComponent(this.#item)}${part}?ticket=${encodeURIComponent(this.#ticket)}${more}`;
    }

    #make(tag, properties = {}, children = []) {
        const node = Object.assign(document.createElement(tag), properties);
        node.append(...children);
        return node;
    }

    #say(key) {
        this.#root.replaceChildren(this.#make('p', { className: 'watch-message', textContent: this.#strings.text(key), role: 'alert' }));
    }

    #show(info) {
        const name = info.name.replace(/\.mp4$/, '');
        document.title = name;
        const facts = [this.#make('span', { textContent: new Date(info.created).toLocaleString(this.#strings.language) }),
            this.#make('span', { textContent: clock(info.duration / 1000) })];
        if (info.download) {
            facts.push(this.#make('a', { className: 'button small watch-download', id: 'watch-download', download: info.name,
                href: this.#address('', '&download=1'), textContent: this.#strings.text('watchDownload') }));
        }
        const video = this.#make('video', { className: 'watch-video', id: 'watch-video', controls: true, preload: 'metadata',
            playsInline: true, src: this.#address() });
        video.setAttribute('controlslist', info.download ? '' : 'nodownload');
        video.setAttribute('aria-label', name);
        video.addEventListener('error', () => this.#say('watchCannotPlay'));
        if (info.preview?.poster) {
            video.poster = this.#address('/poster.jpg');
        }
        const parts = [this.#make('h1', { textContent: name }), this.#make('div', { className: 'watch-facts' }, facts), video];
        if (info.interrupted) {
            parts.splice(2, 0, this.#make('p', { className: 'watch-notice', textContent: this.#strings.text('watchInterrupted') }));
        }
        if (info.preview?.strip) {
            parts.push(this.#timeLine(video, info.preview.strip, info.duration / 1000));
        }
        this.#root.replaceChildren(...parts);
    }

    #timeLine(video, strip, seconds) {
        const tile = this.#make('div', { className: 'watch-tile' });
        tile.style.width = `${strip.tileWidth}px`;
        tile.style.height = `${strip.tileHeight}px`;
        tile.style.backgroundImage = `url("${this.#address('/strip.jpg')}")`;
        const time = this.#make('span', { className: 'watch-time' });
        const preview = this.#make('div', { className: 'watch-preview', id: 'watch-preview', hidden: true }, [tile, time]);
        preview.setAttribute('aria-hidden', 'true');
        const line = this.#make('input', { type: 'range', id: 'watch-line', min: 0, max: seconds, step: 'any', value: 0 });
        line.setAttribute('aria-label', this.#strings.text('watchTimeLine'));
        const tell = () => line.setAttribute('aria-valuetext', this.#strings.text('watchPosition', { time: clock(Number(line.value)), all: clock(seconds) }));
        tell();
        const show = (at) => {
            const { x, y } = tileAt(strip, at);
            tile.style.backgroundPosition = `${-x}px ${-y}px`;
            time.textContent = clock(at);
            preview.style.left = `${Math.min(100, at / seconds * 100)}%`;
            preview.hidden = false;
        };
        line.addEventListener('pointermove', ({ clientX }) => {
            const box = line.getBoundingClientRect();
            show(Math.min(1, Math.max(0, (clientX - box.left) / box.width)) * seconds);
        });
        for (const leaving of ['pointerleave', 'blur', 'change']) {
            line.addEventListener(leaving, () => { preview.hidden = true; });
        }
        line.addEventListener('input', () => {
            video.currentTime = Number(line.value);
            show(Number(line.value));
            tell();
        });
        line.addEventListener('keydown', (event) => this.#step(event, video, seconds));
        video.addEventListener('timeupdate', () => {
            line.value = video.currentTime;
            tell();
        });
        return this.#make('div', { className: 'watch-line' }, [preview, line]);
    }

    /** Arrow keys move by STEP_SECONDS; the browser's own step would be a fraction of an hour or of a second. */
    #step(event, video, seconds) {
        const by = { ArrowRight: STEP_SECONDS, ArrowUp: STEP_SECONDS, ArrowLeft: -STEP_SECONDS, ArrowDown: -STEP_SECONDS }[event.key];
        if (by !== undefined) {
            event.preventDefault();
            video.currentTime = Math.min(seconds, Math.max(0, video.currentTime + by));
        }
    }
}

new WatchPage().start();
document.documentElement.dataset.started = 'yes';
