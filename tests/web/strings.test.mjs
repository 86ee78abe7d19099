import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { Strings, TABLES, chooseTable } from '../../resources/web/strings.js';

const WEB = new URL('../../resources/web/', import.meta.url);
const placeholders = (sentence) => [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test('tables_haveTheSameKeys_inEveryLanguage', () => {
    const keys = Object.keys(TABLES.en).sort();
    for (const [language, table] of Object.entries(TABLES)) {
        assert.deepEqual(Object.keys(table).sort(), keys, language);
        assert.equal(table.language, language);
        assert.ok(Object.values(table).every((sentence) => sentence.trim() !== ''), `${language}: no empty sentence`);
    }
});

test('tables_useTheSamePlaceholders_inEveryLanguage', () => {
    for (const key of Object.keys(TABLES.en)) {
        const wanted = placeholders(TABLES.en[key]);
        for (const [language, table] of Object.entries(TABLES)) {
            // A language may spell out "one".
            const isFree = key.endsWith('_one');
            assert.deepEqual(isFree ? wanted : placeholders(table[key]), wanted, `${language}: ${key}`);
        }
    }
});

test('english_hasTheAgreedWords_forRecording', () => {
    const { en } = TABLES;
    assert.equal(en.recordingStarts, 'Recording will start momentarily, please wait.');
    assert.equal(en.recordingNotice, 'This session is being recorded.');
    assert.equal(en.confirm, 'Confirm');
    assert.equal(en.leaveSession, 'Leave session');
    assert.equal(en.recordingEnded, 'The recording has ended.');
    assert.equal(en.startQuestion, 'Do you want to start recording?');
    assert.equal(en.startRecording, 'Start Recording');
    assert.equal(en.stopQuestion, 'Are you sure you want to stop recording?');
    assert.equal(en.stopRecording, 'Stop recording');
    assert.equal(en.record, 'Record');
    assert.equal(en.fromComputer, 'Recording can be started and stopped from a computer.');
    assert.equal(en.recordingInterrupted, 'Recording interrupted');
    assert.equal(en.roomLocked, 'Room locked');
    assert.equal(en.lockQuestion, 'Participants will be redirected to the waiting room.');
    assert.equal(en.endForEveryone, 'End session for everyone');
    assert.equal(en.waitingLocked, 'The room is locked. Please wait, a moderator will let you in.');
    assert.equal(en.recordingPaused, 'Recording paused');
    assert.equal(en.recorderBusy, 'Recording computer busy: reduced video quality.');
    assert.equal(en.recordingSilent, 'No sound has been recorded for a minute although people are unmuted.');
    assert.equal(new Strings(['en']).text('startedBy', { name: 'Ada' }), 'Ada started recording.');
    assert.equal(new Strings(['en']).count('notConfirmed', 1), '1 not confirmed');
});

test('chooseTable_takesTheFirstKnownLanguage_elseEnglish', () => {
    assert.equal(chooseTable(['fr', 'de-AT', 'en']).language, 'de');
    assert.equal(chooseTable(['iw-IL']).language, 'he');
    assert.equal(chooseTable(['HE']).direction, 'rtl');
    assert.equal(chooseTable(['tlh', 'toString']).language, 'en');
    assert.equal(chooseTable([]).language, 'en');
});

test('page_namesOnlySentencesThatExist_andUsesAll', () => {
    const files = readdirSync(WEB, { recursive: true }).filter((name) => name.endsWith('.js') && !name.startsWith('strings/'));
    const source = files.map((name) => readFileSync(new URL(name, WEB), 'utf8')).join('\n');
    const asked = [...source.matchAll(/(?:\btext|strings\.text)\('(\w+)'/g)].map((match) => match[1]);
    assert.ok(asked.length > 30);
    for (const key of asked) {
        assert.ok(Object.hasOwn(TABLES.en, key), `no such sentence: ${key}`);
    }
    for (const key of Object.keys(TABLES.en).filter((name) => !['language', 'direction'].includes(name))) {
        const stem = key.replace(/_(one|other)$/, '');
        // Or one of several, chosen by a word of the protocol: text(`told_${act}`).
        const family = `\`${stem.split('_')[0]}_\${`;
        assert.ok(source.includes(`'${stem}'`) || source.includes(family), `unused sentence: ${key}`);
    }
});
