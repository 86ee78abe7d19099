// The page's list of participants, its chat, and what moderators do to people, against a fake room.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { assertAccessible } from './accessible.mjs';
import { joinRoom, launch, openPage, picture } from './browser.mjs';
import { FakeRoom, participant } from './fake_room.mjs';

const PHONE = { width: 390, height: 780 };
const AT = '2026-03-01T09:31:00.000+01:00';

const visible = (page, selector) => page.waitForSelector(selector, { state: 'visible' });
const gone = (page, selector) => page.waitForSelector(selector, { state: 'hidden' });
const names = (page) => page.locator('.person-name').allInnerTexts();
const off = (id, name, more = {}) => participant(id, { name, onStage: false, stageOrder: 0, ...more });

describe('people on the page', { timeout: 300000 }, () => {
    let browser;
    let room;
    let page;

    before(async () => { browser = await launch(); });
    after(() => browser.close());
    beforeEach(async () => {
        room = await new FakeRoom({ role: 'moderator' }).listen();
        page = await openPage(browser);
    });
    afterEach(async () => {
        await page.context().close();
        await room.close();
        assert.deepEqual(page.faults, [], 'no error and no breach of the content policy');
        assert.deepEqual(room.faults, [], 'every message as the protocol says');
    });

    /** Joins, with these people beside the page's own participant. */
    async function joinWith(...people) {
        room.state.participants = people;
        await joinRoom(page, room.link());
    }
    const change = (id, more) => room.tell({ participants: room.state.participants.map((one) => (one.id === id ? { ...one, ...more } : one)) });
    async function openMenu(id) {
        await page.click(`[data-person="${id}"] button`);
        return page.locator('.menu.floating .menu-item').allInnerTexts();
    }

    test('list_putsRaisedHandsFirst_andSaysWhatEverybodyIs', async () => {
        await joinWith(off('a', 'Zoë', { handRaised: true }), off('b', 'Bob', { formFactor: 'phone', present: false }), off('c', 'Hila', { role: 'host' }),
            participant('d', { name: 'Dan', camera: true, microphone: true, consent: 'asked' }));
        room.tellRecording('recording');
        await page.click('#button-people');
        assert.deepEqual(await names(page), ['Zoë', 'Hila', 'Ada Lovelace (you)', 'Dan', 'Bob']);
        assert.equal(await page.locator('#people-panel h2').innerText(), 'Participants (5)');
        const detail = (id) => page.locator(`[data-person=${id}] .person-detail`).innerText();
        assert.deepEqual(await Promise.all(['c', 'd', 'b'].map(detail)), ['Host', 'On stage · Not confirmed', 'Phone · connection lost']);
        assert.equal(await page.locator('[data-person=a] .mark-hand').count(), 1);
        await picture(page, 'people');
        await assertAccessible(page);
        await page.click('#people-panel .panel-head button');
        await gone(page, '#people-panel');
    });

    test('search_isOffered_fromTenPeopleOn', async () => {
        await joinWith(...Array.from({ length: 8 }, (_, i) => off(`p${i}`, `Person ${i}`)));
        await page.click('#button-people');
        await gone(page, '#people-search');
        room.tell({ participants: [...room.state.participants, off('x', 'Ximena')] });
        await visible(page, '#people-search');
        await page.fill('#people-search', 'XIM');
        assert.deepEqual(await names(page), ['Ximena']);
    });

    test('menu_offersWhatARightAndTheStateAllow_andAsksForIt', async () => {
        await joinWith(participant('g', { name: 'Gil', camera: true, microphone: true }), off('n', 'Noa', { handRaised: true }),
            off('m', 'Mia', { role: 'moderator' }), off('h', 'Hila', { role: 'host' }));
        await page.click('#button-people');
        assert.deepEqual(await openMenu('g'), ['Mute', 'Turn camera off', 'Take off the stage', 'Make moderator', 'Remove from session …']);
        await picture(page, 'person-menu');
        await assertAccessible(page);
        await page.click('#person-mute');
        assert.equal((await room.wait('mute')).participant, 'g');
        assert.deepEqual(await openMenu('n'), ['Invite to the stage', 'Lower hand', 'Make moderator', 'Remove from session …']);
        await page.click('#person-inviteToStage');
        assert.equal((await room.wait('inviteToStage')).participant, 'n');
        assert.equal(await page.isVisible('[data-person=h] button'), false);
        assert.equal(await page.isVisible('[data-person=m] button'), false, 'a moderator does nothing to another who is silent and off stage');
        await openMenu('g');
        await page.click('#person-makeModerator');
        assert.deepEqual([(await room.wait('setRole')).participant, room.received.at(-1).role], ['g', 'moderator']);
        await openMenu('g');
        await page.click('#person-remove');
        assert.equal(await page.locator('#question-remove h2').innerText(),
            'Remove Gil from the session? They can come back only if a moderator admits them.');
        await page.keyboard.press('Enter');
        assert.equal(room.count('remove'), 0, 'a key meant for something else removes nobody');
        await page.click('#question-remove [data-choice=remove]');
        assert.equal((await room.wait('remove')).participant, 'g');
    });

    test('moderators_muteEveryone_andSayWhoMayComeOnStage', async () => {
        await joinWith(off('g', 'Gil'));
        await page.click('#button-people');
        await page.click('#mute-everyone');
        assert.equal((await room.wait('mute')).participant, '');
        await page.selectOption('#stage-access', 'request');
        assert.equal((await room.wait('setStageAccess')).access, 'request');
        room.me({ role: 'participant' });
        room.tell();
        await gone(page, '#mute-everyone');
    });

    test('whatAModeratorDid_isDoneHere_andTold', async () => {
        await joinWith();
        await room.wait('setMedia', ({ camera, microphone }) => camera && microphone);
        room.send('told', { act: 'muted', name: 'Mia' });
        await visible(page, '.toast:has-text("Mia muted you.")');
        await room.wait('setMedia', ({ camera, microphone }) => camera && !microphone);
        room.send('told', { act: 'unmuteAsked', name: 'Mia' });
        const asked = await visible(page, '.toast:has-text("Mia asks you to turn on your microphone.")');
        await picture(page, 'ask-to-unmute');
        await assertAccessible(page);
        const earlier = room.count('setMedia', ({ microphone }) => microphone);
        await (await asked.$('.button')).click();
        await room.wait('setMedia', () => room.count('setMedia', ({ microphone }) => microphone) > earlier);
        room.send('told', { act: 'offStage', name: 'Mia' });
        await visible(page, '.toast:has-text("Mia took you off the stage.")');
        await room.wait('setMedia', ({ camera, microphone }) => !camera && !microphone);
    });

    test('whoIsNotInvited_isToldHowToBe_andGoesOnStageOnceTheyAre', async () => {
        room.role = 'participant';
        room.state.room.stageAccess = 'request';
        await joinRoom(page, room.link());
        assert.equal(await page.getAttribute('#button-microphone', 'aria-disabled'), 'true');
        await page.click('#button-microphone', { force: true });
        await visible(page, '.toast:has-text("Raise your hand to be invited to the stage.")');
        assert.equal(room.count('publish'), 0);
        await page.click('#button-hand');
        await room.wait('setHand', ({ raised }) => raised);
        room.me({ invited: true });
        room.tell();
        room.send('told', { act: 'invited', name: 'Mia' });
        await page.waitForFunction(() => document.getElementById('button-microphone').ariaDisabled === 'false');
        await page.click('#toast-told .button');
        await room.wait('setStage', ({ onStage }) => onStage);
        await room.wait('publish');
    });

    test('raisedHand_isAnnounced_toModerators', async () => {
        await joinWith(off('n', 'Noa'), off('u', 'Uri'));
        change('n', { handRaised: true });
        const toast = await visible(page, '#toast-hands:has-text("Noa raised a hand.")');
        await (await toast.$('.button')).click();
        await visible(page, '#people-panel');
        await gone(page, '#toast-hands');
        await page.click('#people-panel .panel-head button');
        change('u', { handRaised: true });
        await visible(page, '#toast-hands:has-text("2 people have raised a hand.")');
        room.tell({ participants: room.state.participants.map((one) => ({ ...one, handRaised: false })) });
        await gone(page, '#toast-hands');
    });

    test('chat_showsLinesAndLinks_andNoMarkup', async () => {
        await joinWith(off('g', 'Gil'));
        const line = (number, from, name, text) => ({ line: number, from, name, text, at: AT });
        room.send('chat', { lines: [line(1, 'g', 'Gil', '<img src=x onerror=alert(1)> https://example.org/a?b=1. (http://x.y)'), line(2, 'g', 'Gil', 'שלום')] });
        await visible(page, '#button-chat:has-text("2")');
        await page.click('#button-chat');
        assert.equal(await page.locator('#button-chat').innerText(), '');
        const first = page.locator('[data-line="1"] .chat-text');
        assert.equal(await first.innerText(), '<img src=x onerror=alert(1)> https://example.org/a?b=1. (http://x.y)');
        assert.deepEqual(await first.locator('a').evaluateAll((links) => links.map((link) => [link.getAttribute('href'), link.rel, link.target])),
            [['https://example.org/a?b=1', 'noopener noreferrer nofollow', '_blank'], ['http://x.y', 'noopener noreferrer nofollow', '_blank']]);
        await picture(page, 'chat');
        await assertAccessible(page);
        await page.fill('#chat-input', '  one');
        await page.press('#chat-input', 'Shift+Enter');
        await page.type('#chat-input', 'two  ');
        await page.press('#chat-input', 'Enter');
        assert.equal((await room.wait('say')).text, 'one\ntwo');
        assert.equal(await page.inputValue('#chat-input'), '');
        await page.click('[data-line="1"] .chat-delete');
        assert.equal((await room.wait('deleteChatLine')).line, 1);
        room.send('chatLineDeleted', { line: 1 });
        await page.waitForSelector('[data-line="1"]', { state: 'detached' });
        // Who is no moderator deletes only what they wrote.
        room.me({ role: 'participant' });
        room.tell();
        await page.waitForFunction(() => document.querySelector('[data-line="2"] .chat-delete').hidden);
        room.send('chat', { lines: [line(3, 'me', 'Ada', 'mine')] });
        await visible(page, '[data-line="3"] .chat-delete');
    });

    test('countdown_isShown_whileTheSessionEnds', async () => {
        await joinWith();
        room.tell({ session: { closing: 'hostLeft', left: 899000 } });
        await visible(page, '#closing:has-text("The host left. The session ends in 14:5")');
        await page.waitForFunction(() => /14:5[0-7]/.test(document.getElementById('closing').innerText));
        await picture(page, 'host-left');
        await assertAccessible(page);
        room.tell({ session: { closing: 'limit', left: 600000 } });
        await visible(page, '#closing:has-text("This session reaches its maximum length in 10:00, and ends.")');
        room.tell({ session: { closing: 'no', left: 0 } });
        await gone(page, '#closing');
    });

    test('whoWaitsBecauseOneWasRemoved_isToldSo', async () => {
        room.onJoin = () => 'waiting';
        room.waitingReason = 'removed';
        await page.goto(room.link());
        await page.fill('#join-name', 'Ada');
        await page.click('#join-button');
        await visible(page, '#waiting:has-text("A moderator has to let you in. Please wait.")');
    });

    for (const [language, locale] of [['en', 'en-US'], ['de', 'de-DE'], ['he', 'he-IL']]) {
        test(`panels_fitAPhone_${language}`, async () => {
            await page.context().close();
            page = await openPage(browser, { locale, viewport: PHONE });
            await joinWith(off('a', 'Zoë', { handRaised: true }), participant('d', { name: 'Dan', camera: true, microphone: true }), off('o', 'אורי לוי'));
            await page.click('#button-more');
            await page.click('#menu-people');
            await visible(page, '#people-panel');
            await picture(page, `people-phone-${language}`);
            await assertAccessible(page);
            const { width } = await page.evaluate(() => ({ width: document.documentElement.scrollWidth }));
            assert.ok(width <= PHONE.width, `${width} px wide`);
            await page.click('#people-panel .panel-head button');
            await page.click('#button-more');
            await page.click('#menu-chat');
            room.send('chat', { lines: [{ line: 1, from: 'd', name: 'Dan', text: 'https://example.org', at: AT }] });
            await visible(page, '.chat-line');
            await picture(page, `chat-phone-${language}`);
            await assertAccessible(page);
        });
    }
});
