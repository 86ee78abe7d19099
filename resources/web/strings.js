// All user-visible sentences, in the user's language.
import de from './strings/de.js';
import en from './strings/en.js';
import he from './strings/he.js';

export const TABLES = { en, de, he };

/** The table for the first preferred language that is available; English otherwise. */
export function chooseTable(languages) {
    for (const wished of languages) {
        const primary = String(wished).toLowerCase().split('-')[0];
        // Some Android versions still use "iw" for Hebrew.
        const table = TABLES[primary === 'iw' ? 'he' : primary];
        if (table) {
            return table;
        }
    }
    return en;
}

/** Texts in one language: text(key, values), and count(key, n, values) with the plural form for n. */
export class Strings {
    #table;
    #plurals;

    constructor(languages) {
        this.#table = chooseTable(languages);
        this.#plurals = new Intl.PluralRules(this.#table.language);
    }

    get language() {
        return this.#table.language;
    }

    get direction() {
        return this.#table.direction;
    }

    text(key, values = {}) {
        const sentence = this.#table[key];
        if (sentence === undefined) {
            throw new Error(`no such sentence: ${key}`);
        }
        return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
    }

    count(key, n, values = {}) {
        const form = this.#plurals.select(n) === 'one' ? 'one' : 'other';
        return this.text(`${key}_${form}`, { n, ...values });
    }
}
