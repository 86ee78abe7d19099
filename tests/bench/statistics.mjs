// Statistics of the bench.

export const sorted = (values) => values.toSorted((a, b) => a - b);

/** The median; of an even number the lower of the two in the middle, so that it is a measured value. */
export const median = (values) => sorted(values)[Math.floor((values.length - 1) / 2)];

/** Least-squares line through points [x, y], and the share of y's variance that it explains. */
export function line(points) {
    const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
    const x = mean(0);
    const y = mean(1);
    const sum = (term) => points.reduce((total, point) => total + term(point[0] - x, point[1] - y), 0);
    const slope = sum((a, b) => a * b) / sum((a) => a * a);
    const spread = sum((a, b) => b * b);
    const left = sum((a, b) => (b - slope * a) ** 2);
    return { slope, offset: y - slope * x, r2: spread > 0 ? 1 - left / spread : 1 };
}

/** The lines through the cost of `points` ({cameras, cpu, memory}); nothing if fewer than three have `least` cameras. */
export function straightLines(points, least = 1) {
    const some = points.filter(({ cameras }) => cameras >= least);
    const through = (what) => line(some.map((point) => [point.cameras, point[what]]));
    return some.length < 3 ? null : { cpu: through('cpu'), memory: through('memory') };
}
