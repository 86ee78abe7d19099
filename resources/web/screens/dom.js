// Small helpers for building the page without inline scripts or styles.

/** An element. props: class, id, text, on: {event: handler}; everything else is an attribute. */
export function el(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
        if (name === 'class') {
            node.className = value;
        } else if (name === 'text') {
            node.textContent = value;
        } else if (name === 'on') {
            Object.entries(value).forEach(([event, handler]) => node.addEventListener(event, handler));
        } else if (value !== false && value !== null && value !== undefined) {
            node.setAttribute(name, value === true ? '' : String(value));
        }
    }
    node.append(...children.filter(Boolean));
    return node;
}

/** Sets a text that screen readers announce: only on change, so that they do not repeat it. */
export function setText(node, words) {
    if (node.textContent !== words) {
        node.textContent = words;
    }
}

/** Shows `nodes` and nothing else in `parent`. */
export function show(parent, ...nodes) {
    parent.replaceChildren(...nodes);
}

/** Resolves after the current changes have been painted (two frames later), with the result of `still` at that time. */
export function afterPaint(still = () => true) {
    return new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(still())));
    });
}
