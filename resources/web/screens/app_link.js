// The link that opens this room in the desktop program (parseJoinLink() in app/room/protocol reads it).

/** For a page at `location`, which is an invitation. It holds the invitation's token. */
export function appLink({ protocol, host, pathname, hash }) {
    const origin = protocol === 'https:' ? '' : 'http:';
    return `proscenium:${origin}//${host}${pathname}${hash}`;
}
