<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="he" sourcelanguage="en_GB">
<context>
    <name>ChapterText</name>
    <message>
        <source>Start</source>
        <comment>Chapter: the recording begins</comment>
        <translation>התחלה</translation>
    </message>
    <message>
        <source>Shared content</source>
        <comment>Chapter: somebody shares a screen</comment>
        <translation>תוכן משותף</translation>
    </message>
    <message>
        <source>Sharing ended</source>
        <comment>Chapter: a screen is not shared any more</comment>
        <translation>השיתוף הסתיים</translation>
    </message>
    <message>
        <source>One person highlighted</source>
        <comment>Chapter: a moderator made one tile the main one</comment>
        <translation>משתתף אחד מודגש</translation>
    </message>
    <message>
        <source>Everyone</source>
        <comment>Chapter: all tiles have the same size again</comment>
        <translation>כולם</translation>
    </message>
    <message>
        <source>Recording resumed</source>
        <comment>Chapter: the recording goes on after a pause</comment>
        <translation>ההקלטה חודשה</translation>
    </message>
    <message>
        <source>Recording continued after an interruption</source>
        <comment>Chapter: the recording program was gone for a while, which is missing here</comment>
        <translation>ההקלטה נמשכה לאחר שנקטעה</translation>
    </message>
    <message>
        <source>Mark %1</source>
        <comment>Chapter: a moderator marked this moment; %1 is 1, 2, 3 …</comment>
        <translation>סימון %1</translation>
    </message>
</context>
<context>
    <name>ClosingText</name>
    <message>
        <source>The host left. The session ends in %1 unless a host comes back.</source>
        <comment>Above the stage; %1 is minutes and seconds, such as 14:59</comment>
        <translation>המארח יצא. המפגש יסתיים בעוד %1 אם אף מארח לא יחזור.</translation>
    </message>
    <message numerus="yes">
        <source>This session reaches its maximum length in %n minutes, and ends.</source>
        <comment>Above the stage</comment>
        <translation>
            <numerusform>המפגש יגיע לאורכו המרבי בעוד דקה ויסתיים.</numerusform>
            <numerusform>המפגש יגיע לאורכו המרבי בעוד %n דקות ויסתיים.</numerusform>
        </translation>
    </message>
    <message>
        <source>This session reaches its maximum length in %1, and ends.</source>
        <comment>Above the stage; %1 is minutes and seconds, such as 9:59</comment>
        <translation>המפגש יגיע לאורכו המרבי בעוד %1 ויסתיים.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This version of Proscenium is not compatible with the room. Update Proscenium.</source>
        <comment>Error while joining: the two speak different versions of the protocol</comment>
        <translation>הגרסה הזאת של Proscenium אינה תואמת לחדר. יש לעדכן את Proscenium.</translation>
    </message>
    <message>
        <source>This room no longer exists. Ask the host for a new link.</source>
        <comment>Error while joining</comment>
        <translation>החדר הזה כבר אינו קיים. יש לבקש מהמארח קישור חדש.</translation>
    </message>
    <message>
        <source>This link is not valid. Copy the whole link, or ask the host for a new one.</source>
        <comment>Error while joining: the secret part of the link is wrong</comment>
        <translation>הקישור אינו תקין. יש להעתיק את הקישור כולו, או לבקש מהמארח קישור חדש.</translation>
    </message>
    <message>
        <source>This link has expired. Ask the host for a new one.</source>
        <comment>Error while joining</comment>
        <translation>תוקף הקישור פג. יש לבקש מהמארח קישור חדש.</translation>
    </message>
    <message>
        <source>The room is locked. Wait until a moderator unlocks it.</source>
        <comment>Error while joining</comment>
        <translation>החדר נעול. יש להמתין עד שמנחה יבטל את הנעילה.</translation>
    </message>
    <message>
        <source>Can&apos;t reach the room. Check your network and the link, then try again.</source>
        <comment>Error of the network</comment>
        <translation>לא ניתן להתחבר לחדר. יש לבדוק את הרשת ואת הקישור ולנסות שוב.</translation>
    </message>
    <message>
        <source>The room&apos;s identity could not be verified. Ask the host for the link again.</source>
        <comment>Error while joining: the TLS certificate is not the one named in the link</comment>
        <translation>לא ניתן היה לאמת את זהות החדר. יש לבקש מהמארח את הקישור שוב.</translation>
    </message>
    <message>
        <source>Only hosts and moderators can do this. Ask one of them.</source>
        <comment>The service refused what somebody asked for</comment>
        <translation>רק מארחים ומנחים יכולים לעשות זאת. יש לפנות לאחד מהם.</translation>
    </message>
    <message>
        <source>Recording can be started and stopped from a computer.</source>
        <comment>Refused because the device is a phone or a tablet</comment>
        <translation>ניתן להתחיל ולעצור את ההקלטה ממחשב.</translation>
    </message>
    <message>
        <source>%1 started recording.</source>
        <comment>Somebody else was faster. %1 is the person&apos;s name</comment>
        <translation>ההקלטה התחילה על ידי %1.</translation>
    </message>
    <message>
        <source>This session is already being recorded. Stop that recording first.</source>
        <comment>Refused: there is a recording already</comment>
        <translation>המפגש הזה כבר מוקלט. יש לעצור קודם את ההקלטה הקיימת.</translation>
    </message>
    <message>
        <source>Nothing is being recorded. Press Start recording to begin.</source>
        <comment>Refused: stop without a recording</comment>
        <translation>אין כרגע הקלטה. כדי להתחיל יש ללחוץ על „התחלת הקלטה”.</translation>
    </message>
    <message>
        <source>That recording has already ended. There is nothing to do.</source>
        <comment>Refused: the request was about an earlier recording</comment>
        <translation>ההקלטה הזאת כבר הסתיימה. אין צורך לעשות דבר.</translation>
    </message>
    <message>
        <source>No computer in the room can record. Join with the Proscenium desktop program.</source>
        <comment>Refused: somebody in a browser asked to record</comment>
        <translation>אין בחדר מחשב שיכול להקליט. יש להצטרף באמצעות תוכנת Proscenium למחשב.</translation>
    </message>
    <message>
        <source>This computer&apos;s FFmpeg cannot encode video. Install FFmpeg with libx264 and libvpx, then try again.</source>
        <comment>No recording, or no camera, is possible</comment>
        <translation>תוכנת FFmpeg במחשב הזה אינה יכולה לקודד וידאו. יש להתקין FFmpeg עם libx264 ו-libvpx ולנסות שוב.</translation>
    </message>
    <message>
        <source>You can&apos;t see or hear others at the moment. Reconnecting automatically.</source>
        <comment>The media server is not running</comment>
        <translation>לא ניתן לראות או לשמוע את האחרים כרגע. מתחבר מחדש אוטומטית.</translation>
    </message>
    <message>
        <source>The media server Janus could not be started. Reinstall the package &quot;janus&quot; and host the room again.</source>
        <comment>A part of the program fails on the host&apos;s computer</comment>
        <translation>לא ניתן היה להפעיל את שרת המדיה Janus. יש להתקין מחדש את החבילה „janus” ולארח את החדר שוב.</translation>
    </message>
    <message>
        <source>Audio or video could not be sent or received. Leave the room and join again.</source>
        <comment>Decoding, encoding or the WebRTC connection failed</comment>
        <translation>לא ניתן היה לשלוח או לקבל צליל או וידאו. יש לצאת מהחדר ולהצטרף שוב.</translation>
    </message>
    <message>
        <source>No camera, microphone or screen found. Connect one and try again.</source>
        <comment>No camera, microphone or screen</comment>
        <translation>לא נמצאו מצלמה, מיקרופון או מסך. יש לחבר התקן ולנסות שוב.</translation>
    </message>
    <message>
        <source>Access was denied. Allow it in the system settings, then try again.</source>
        <comment>No permission to use a device or a folder</comment>
        <translation>הגישה נדחתה. יש לאפשר אותה בהגדרות המערכת ולנסות שוב.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, then try again.</source>
        <comment>Writing a recording, an upload or a download</comment>
        <translation>הדיסק מלא. יש לפנות מקום ולנסות שוב.</translation>
    </message>
    <message>
        <source>The file could not be written. Check the disk or choose another folder.</source>
        <comment>Writing a recording, an upload or a download</comment>
        <translation>לא ניתן היה לכתוב את הקובץ. יש לבדוק את הדיסק או לבחור תיקייה אחרת.</translation>
    </message>
    <message>
        <source>The uploaded copy does not match the original, which is kept here. Upload it again.</source>
        <comment>After an upload or download the checksums differ</comment>
        <translation>העותק שהועלה אינו תואם למקור, שנשמר כאן. יש להעלות אותו שוב.</translation>
    </message>
    <message>
        <source>The upload was interrupted. Press Retry now to continue.</source>
        <comment>The server&apos;s upload offset is not ours</comment>
        <translation>ההעלאה נקטעה. כדי להמשיך יש ללחוץ על „ניסיון חוזר עכשיו”.</translation>
    </message>
    <message>
        <source>The file is damaged. Look for the original on the computer that recorded it.</source>
        <comment>A recording cannot be read</comment>
        <translation>הקובץ פגום. יש לחפש את המקור במחשב שהקליט אותו.</translation>
    </message>
    <message>
        <source>It no longer exists. Refresh the list and choose another.</source>
        <comment>A recording, person or file is gone</comment>
        <translation>הפריט כבר אינו קיים. יש לרענן את הרשימה ולבחור פריט אחר.</translation>
    </message>
    <message>
        <source>This is larger than the room accepts. Ask the host to raise the limit.</source>
        <comment>Refused because of its size</comment>
        <translation>הגודל חורג מהמותר בחדר. יש לבקש מהמארח להגדיל את המגבלה.</translation>
    </message>
    <message>
        <source>A proxy between this computer and the room service refused the upload (403). Ask its administrator to let uploads to the room service pass.</source>
        <comment>Not the room service, but a proxy before it has answered; 403 is its HTTP status</comment>
        <translation>שרת פרוקסי בין המחשב הזה לשירות החדר דחה את ההעלאה (403). יש לבקש ממנהל המערכת שלו לאפשר העלאות לשירות החדר.</translation>
    </message>
    <message>
        <source>A proxy between this computer and the room service refuses uploads of this size. Ask its administrator to raise the limit (nginx: client_max_body_size).</source>
        <comment>Not the room service, but a proxy before it has answered; client_max_body_size is the name of the setting in nginx</comment>
        <translation>שרת פרוקסי בין המחשב הזה לשירות החדר דוחה העלאות בגודל הזה. יש לבקש ממנהל המערכת שלו להגדיל את המגבלה (nginx: client_max_body_size).</translation>
    </message>
    <message>
        <source>A proxy between this computer and the room service does not let the upload through. Ask its administrator to allow the methods POST, PATCH and HEAD for /api/uploads.</source>
        <comment>Not the room service, but a proxy before it has answered; methods of HTTP</comment>
        <translation>שרת פרוקסי בין המחשב הזה לשירות החדר אינו מעביר את ההעלאה. יש לבקש ממנהל המערכת שלו לאפשר את השיטות POST,‏ PATCH ו־HEAD עבור ‎/api/uploads.</translation>
    </message>
    <message>
        <source>A proxy between this computer and the room service answers in its place. Check that the room&apos;s computer is on, and whether this network asks you to sign in first.</source>
        <comment>Not the room service, but a proxy before it has answered</comment>
        <translation>שרת פרוקסי בין המחשב הזה לשירות החדר עונה במקומו. יש לבדוק שהמחשב של החדר פועל, ואם הרשת הזאת מחייבת התחברות תחילה.</translation>
    </message>
    <message>
        <source>Something you entered is not valid. Check it and try again.</source>
        <comment>A text or an option is wrong</comment>
        <translation>אחד הערכים שהוזנו אינו תקין. יש לבדוק אותו ולנסות שוב.</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be understood. Check that the link leads to a Proscenium room.</source>
        <comment>A message of the protocol was malformed</comment>
        <translation>לא ניתן היה להבין את תשובת השרת. יש לוודא שהקישור מוביל לחדר של Proscenium.</translation>
    </message>
    <message>
        <source>The limit has been reached. Wait a moment, then try again.</source>
        <comment>Refused: a limit on people, rooms or requests is reached</comment>
        <translation>המכסה מלאה. יש להמתין רגע ולנסות שוב.</translation>
    </message>
    <message>
        <source>There was no answer in time. Check your network, then try again.</source>
        <comment>Error of the network</comment>
        <translation>לא התקבלה תשובה בזמן. יש לבדוק את הרשת ולנסות שוב.</translation>
    </message>
    <message>
        <source>Cancelled. You can start it again at any time.</source>
        <comment>Somebody cancelled what was running</comment>
        <translation>הפעולה בוטלה. ניתן להתחיל אותה שוב בכל עת.</translation>
    </message>
    <message>
        <source>Another program uses this port. Close it, or choose another port.</source>
        <comment>The room service cannot listen</comment>
        <translation>תוכנה אחרת משתמשת ביציאה הזאת. יש לסגור אותה או לבחור יציאה אחרת.</translation>
    </message>
    <message>
        <source>The configuration is not valid. Correct the named entry and start again.</source>
        <comment>The room service&apos;s configuration file</comment>
        <translation>התצורה אינה תקינה. יש לתקן את הערך שצוין ולהתחיל מחדש.</translation>
    </message>
    <message>
        <source>Something went wrong in Proscenium. Try again. If the problem persists, report it with the log.</source>
        <comment>An error without a better explanation</comment>
        <translation>משהו השתבש ב־Proscenium. יש לנסות שוב. אם הבעיה נמשכת, יש לדווח עליה בצירוף היומן.</translation>
    </message>
    <message>
        <source>Another program on this computer, perhaps Proscenium itself, is using the same recordings. Close it, then try again.</source>
        <comment>The room service cannot open its library</comment>
        <translation>תוכנה אחרת במחשב הזה, אולי Proscenium עצמה, משתמשת באותן הקלטות. יש לסגור אותה ולנסות שוב.</translation>
    </message>
    <message>
        <source>The list of the recordings on this computer is damaged; the recordings are not. Run “proscenium-room library rebuild” in a terminal, then start again.</source>
        <comment>The index of the library cannot be read; “…” is a command</comment>
        <translation>רשימת ההקלטות במחשב הזה פגומה, אך ההקלטות עצמן תקינות. יש להריץ במסוף את הפקודה ‏proscenium-room library rebuild ולהפעיל מחדש.</translation>
    </message>
    <message>
        <source>A part of Proscenium is missing. Install Proscenium again.</source>
        <comment>The program does not find something that was installed with it</comment>
        <translation>חלק מ־Proscenium חסר. יש להתקין את Proscenium מחדש.</translation>
    </message>
    <message>
        <source>Something that Proscenium needs is not installed: %1. Install it, then start Proscenium again.</source>
        <comment>%1: names of Debian packages</comment>
        <translation>משהו ש־Proscenium צריכה אינו מותקן: %1. יש להתקין אותו ולהפעיל את Proscenium שוב.</translation>
    </message>
    <message>
        <source>The media server Janus is not installed, so participants can&apos;t see or hear each other. Install the package &quot;janus&quot; (Debian 13 has none, see docs/hosting.md) and host the room again, or host it on another computer.</source>
        <comment>A part of the program is missing on the host&apos;s computer</comment>
        <translation>שרת המדיה Janus אינו מותקן, ולכן המשתתפים אינם יכולים לראות או לשמוע זה את זה. יש להתקין את החבילה &quot;janus&quot; (ב־Debian 13 אין כזו, ראו docs/hosting.md) ולארח את החדר שוב, או לארח אותו במחשב אחר.</translation>
    </message>
    <message>
        <source>The recordings on this computer were kept by a newer version of Proscenium, so nothing was changed. Install that version again.</source>
        <comment>The index of the library has a format that this version does not know</comment>
        <translation>ההקלטות במחשב הזה נוהלו בידי גרסה חדשה יותר של Proscenium, ולכן דבר לא שונה. יש להתקין שוב את אותה גרסה.</translation>
    </message>
    <message>
        <source>A moderator did not let you in.</source>
        <comment>After waiting: somebody pressed Decline</comment>
        <translation>המנחה לא אישר את כניסתך.</translation>
    </message>
    <message>
        <source>You were removed from the session.</source>
        <comment>A moderator removed this person</comment>
        <translation>הוסרת מהמפגש.</translation>
    </message>
    <message>
        <source>The session has reached its maximum length and has ended. Recordings are in Media and Files of the room.</source>
        <comment>After 72 hours</comment>
        <translation>המפגש הגיע לאורכו המרבי והסתיים. ההקלטות נמצאות ב„מדיה וקבצים” של החדר.</translation>
    </message>
    <message>
        <source>The session has ended because the host was away. Recordings are in Media and Files of the room.</source>
        <comment>It timed out</comment>
        <translation>המפגש הסתיים כי המארח לא היה נוכח. ההקלטות נמצאות ב„מדיה וקבצים” של החדר.</translation>
    </message>
    <message>
        <source>The session has ended. Recordings are in Media and Files of the room.</source>
        <comment>A moderator ended the session</comment>
        <translation>המפגש הסתיים. ההקלטות נמצאות ב„מדיה וקבצים” של החדר.</translation>
    </message>
    <message>
        <source>This person is no longer waiting: somebody else answered, or they left.</source>
        <comment>Refused: Admit or Decline came too late</comment>
        <translation>האדם הזה כבר לא ממתין: מישהו אחר ענה, או שהוא עזב.</translation>
    </message>
    <message>
        <source>Only a host can do this to %1, who is a host or moderator.</source>
        <comment>Refused: a host stands over moderators. %1 is a person&apos;s name</comment>
        <translation>רק מארח יכול לעשות זאת: %1 מארח או מנחה.</translation>
    </message>
    <message>
        <source>%1&apos;s computer is recording. Stop the recording first.</source>
        <comment>Refused: this person cannot be removed. %1 is a person&apos;s name</comment>
        <translation>המחשב של %1 מקליט. יש לעצור קודם את ההקלטה.</translation>
    </message>
    <message>
        <source>Only people invited by a moderator can go on stage.</source>
        <comment>Refused: the room lets nobody on stage who was not invited</comment>
        <translation>רק מי שמנחה הזמין יכול לעלות לבמה.</translation>
    </message>
</context>
<context>
    <name>FormatText</name>
    <message>
        <source>%1%</source>
        <comment>How much is done; %1 is a number</comment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>more than %1 h</source>
        <comment>For how long the disk lasts; %1 is a number of hours</comment>
        <translation>יותר מ־%1 שעות</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>For how long the disk lasts: hours and minutes</comment>
        <translation>%1 שע׳ %2 דק׳</translation>
    </message>
    <message>
        <source>%1 Mbit/s</source>
        <comment>Megabits a second</comment>
        <translation>%1 מגה־ביט/שנייה</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>For how long the disk lasts: minutes</comment>
        <translation>%1 דק׳</translation>
    </message>
</context>
<context>
    <name>MediaEntry</name>
    <message>
        <source>Processing…</source>
        <extracomment>State of a recording in the library</extracomment>
        <translation>בעיבוד…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <extracomment>State of a recording: the checksums are compared</extracomment>
        <translation>בבדיקה…</translation>
    </message>
    <message>
        <source>Uploading %1</source>
        <extracomment>State of a recording. %1 is a percentage such as 45%</extracomment>
        <translation>בהעלאה: %1</translation>
    </message>
    <message>
        <source>Waiting to upload from this computer.</source>
        <extracomment>State of a recording</extracomment>
        <translation>ממתינה להעלאה מהמחשב הזה.</translation>
    </message>
    <message>
        <source>Failed. %1</source>
        <extracomment>State of a recording. %1 is a sentence that says why</extracomment>
        <translation>נכשלה. %1</translation>
    </message>
    <message>
        <source>Waiting on this computer. The upload will be retried automatically. %1</source>
        <extracomment>State of a recording. %1 is a sentence that says why</extracomment>
        <translation>ממתינה במחשב הזה. ניסיון העלאה נוסף יתבצע אוטומטית. %1</translation>
    </message>
    <message>
        <source>Saved on this computer, but not uploaded. %1</source>
        <extracomment>State of a recording. %1 is a sentence that says why</extracomment>
        <translation>נשמרה במחשב הזה, אך לא הועלתה. %1</translation>
    </message>
    <message>
        <source>Upload paused. The recording is safe on this computer.</source>
        <extracomment>State of a recording whose upload somebody has paused</extracomment>
        <translation>ההעלאה מושהית. ההקלטה שמורה במחשב הזה.</translation>
    </message>
    <message>
        <source>Will be uploaded from this computer after the meeting.</source>
        <extracomment>State of a recording: the settings say &quot;Upload only after the meeting&quot;</extracomment>
        <translation>תועלה מהמחשב הזה אחרי הפגישה.</translation>
    </message>
    <message>
        <source>Recording now. Upload paused.</source>
        <extracomment>State of a recording in progress on this computer</extracomment>
        <translation>מוקלטת כעת. ההעלאה מושהית.</translation>
    </message>
    <message>
        <source>Recording now. Will be uploaded after the meeting.</source>
        <extracomment>State of a recording in progress on this computer</extracomment>
        <translation>מוקלטת כעת. תועלה אחרי הפגישה.</translation>
    </message>
    <message>
        <source>Recording now. The upload will be retried automatically. %1</source>
        <extracomment>State of a recording in progress on this computer. %1 is a sentence that says why</extracomment>
        <translation>מוקלטת כעת. ניסיון העלאה נוסף יתבצע אוטומטית. %1</translation>
    </message>
    <message>
        <source>Recording now. %1 uploaded so far.</source>
        <extracomment>State of a recording that is uploaded while in progress. %1 is a size such as 45 MB</extracomment>
        <translation>מוקלטת כעת. %1 הועלו עד כה.</translation>
    </message>
    <message>
        <source>Recording now.</source>
        <extracomment>State of a recording</extracomment>
        <translation>מוקלטת כעת.</translation>
    </message>
    <message>
        <source>The recording computer lost its connection. You can play what has arrived. The rest follows automatically when that computer is back.</source>
        <extracomment>State of a recording</extracomment>
        <translation>החיבור למחשב המקליט נותק. אפשר לצפות במה שכבר הגיע. השאר יגיע אוטומטית כשהמחשב יתחבר מחדש.</translation>
    </message>
    <message>
        <source>This file is damaged. Review it, and keep the original on the computer that recorded it.</source>
        <extracomment>Warning beside a recording that can be played</extracomment>
        <translation>הקובץ הזה פגום. עברו עליו, ושמרו את המקור במחשב שהקליט אותו.</translation>
    </message>
    <message>
        <source>This file could not be checked completely. Review it before you rely on it.</source>
        <extracomment>Warning beside a recording that can be played</extracomment>
        <translation>לא ניתן היה לבדוק את הקובץ הזה במלואו. עברו עליו לפני שתסתמכו עליו.</translation>
    </message>
    <message>
        <source>Uploading…</source>
        <extracomment>State of a recording whose size is not known yet</extracomment>
        <translation>בהעלאה…</translation>
    </message>
    <message>
        <source>The upload is paused.</source>
        <extracomment>After a sentence that says why a recording was not uploaded</extracomment>
        <translation>ההעלאה מושהית.</translation>
    </message>
    <message>
        <source>Failed. Nothing was received from this recording.</source>
        <extracomment>State of a recording of which the library received nothing</extracomment>
        <translation>נכשלה. לא התקבל דבר מההקלטה הזאת.</translation>
    </message>
    <message>
        <source>Deleted permanently within a day.</source>
        <extracomment>State of a recording in the bin</extracomment>
        <translation>תימחק לצמיתות בתוך יום.</translation>
    </message>
    <message numerus="yes">
        <source>Deleted permanently in %n day(s).</source>
        <extracomment>State of a recording in the bin: %n days from now</extracomment>
        <translation>
            <numerusform>תימחק לצמיתות בעוד יום אחד.</numerusform>
            <numerusform>תימחק לצמיתות בעוד %n ימים.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonActions</name>
    <message>
        <source>Mute</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>השתקה</translation>
    </message>
    <message>
        <source>Ask to unmute</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>בקשה להפעיל מיקרופון</translation>
    </message>
    <message>
        <source>Turn camera off</source>
        <comment>A person&apos;s menu, for moderators: that person&apos;s camera</comment>
        <translation>כיבוי המצלמה</translation>
    </message>
    <message>
        <source>Invite to the stage</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>הזמנה לבמה</translation>
    </message>
    <message>
        <source>Lower hand</source>
        <comment>A person&apos;s menu, for moderators: declines what the raised hand asks for</comment>
        <translation>הורדת היד</translation>
    </message>
    <message>
        <source>Take off the stage</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>הורדה מהבמה</translation>
    </message>
    <message>
        <source>Make moderator</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>הפיכה למנחה</translation>
    </message>
    <message>
        <source>Make participant</source>
        <comment>A moderator&apos;s menu, for the host: take the role away</comment>
        <translation>הפיכה למשתתף</translation>
    </message>
    <message>
        <source>Remove from session …</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>הוצאה מהמפגש …</translation>
    </message>
</context>
<context>
    <name>PersonMenu</name>
    <message>
        <source>Remove %1 from the session?</source>
        <extracomment>Question to a moderator; %1 is a person&apos;s name</extracomment>
        <translation>להוציא את %1 מהמפגש?</translation>
    </message>
    <message>
        <source>They can come back only if a moderator admits them.</source>
        <comment>Under that question</comment>
        <translation>חזרה אפשרית רק באישור מנחה.</translation>
    </message>
    <message>
        <source>Remove</source>
        <comment>Button of that question</comment>
        <translation>הוצאה</translation>
    </message>
    <message>
        <source>Remove highlight</source>
        <comment>Tile&apos;s menu: it is the main one no more</comment>
        <translation>ביטול ההדגשה</translation>
    </message>
    <message>
        <source>Highlight for everyone</source>
        <comment>Tile&apos;s menu: make it the main one</comment>
        <translation>הדגשה לכולם</translation>
    </message>
    <message>
        <source>Fit to frame</source>
        <comment>Tile&apos;s menu: show the whole picture</comment>
        <translation>התאמה למסגרת</translation>
    </message>
    <message>
        <source>Fill the frame</source>
        <comment>Tile&apos;s menu: crop the picture to the tile</comment>
        <translation>מילוי המסגרת</translation>
    </message>
</context>
<context>
    <name>QGuiApplication</name>
    <message>
        <source>QT_LAYOUT_DIRECTION</source>
        <comment>Translate as LTR, or as RTL when the language is written from right to left</comment>
        <translation>RTL</translation>
    </message>
</context>
<context>
    <name>RecorderReport</name>
    <message>
        <source>no video for some time</source>
        <extracomment>In the recorder&apos;s panel after somebody&apos;s name</extracomment>
        <translation>אין תמונה כבר זמן מה</translation>
    </message>
    <message>
        <source>black video</source>
        <extracomment>In the recorder&apos;s panel after somebody&apos;s name</extracomment>
        <translation>תמונה שחורה</translation>
    </message>
    <message>
        <source>frozen video</source>
        <extracomment>In the recorder&apos;s panel after somebody&apos;s name</extracomment>
        <translation>תמונה קפואה</translation>
    </message>
    <message>
        <source>unmuted, but no sound</source>
        <extracomment>In the recorder&apos;s panel after somebody&apos;s name</extracomment>
        <translation>המיקרופון פתוח, אך אין צליל</translation>
    </message>
    <message>
        <source>sound is clipping</source>
        <extracomment>In the recorder&apos;s panel after somebody&apos;s name: too loud for the microphone</extracomment>
        <translation>הצליל חזק מדי ומעוות</translation>
    </message>
    <message>
        <source>Somebody</source>
        <comment>In the recorder&apos;s panel: a person whose name is not known</comment>
        <translation>מישהו</translation>
    </message>
    <message>
        <source>Screen of %1</source>
        <comment>In the recorder&apos;s panel; %1 is a name</comment>
        <translation>המסך של %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>In the recorder&apos;s panel: somebody&apos;s name, and what is wrong with audio or video</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <extracomment>In the recorder&apos;s panel, after some lines such as &quot;Anna: frozen video&quot;</extracomment>
        <translation>
            <numerusform>עוד אחד</numerusform>
            <numerusform>עוד %n</numerusform>
        </translation>
    </message>
    <message>
        <source>not known yet</source>
        <comment>In the recorder&apos;s panel: for how long the disk lasts</comment>
        <translation>עדיין לא ידוע</translation>
    </message>
    <message>
        <source>Recorded</source>
        <comment>In the recorder&apos;s panel: the recorded time</comment>
        <translation>הוקלט</translation>
    </message>
    <message>
        <source>Frames written</source>
        <comment>In the recorder&apos;s panel: a number</comment>
        <translation>תמונות שנכתבו</translation>
    </message>
    <message>
        <source>Frames repeated</source>
        <comment>In the recorder&apos;s panel: a number; too slow for new ones</comment>
        <translation>תמונות שחזרו על עצמן</translation>
    </message>
    <message>
        <source>Bit rate</source>
        <comment>In the recorder&apos;s panel</comment>
        <translation>קצב סיביות</translation>
    </message>
    <message>
        <source>Processor use</source>
        <comment>In the recorder&apos;s panel: of the recording, per cent</comment>
        <translation>שימוש במעבד</translation>
    </message>
    <message>
        <source>Encoder</source>
        <comment>In the recorder&apos;s panel</comment>
        <translation>מקודד</translation>
    </message>
    <message>
        <source>not known yet</source>
        <comment>In the recorder&apos;s panel: the encoder</comment>
        <translation>עדיין לא ידוע</translation>
    </message>
    <message>
        <source>Disk space left</source>
        <comment>In the recorder&apos;s panel: such as 12 h 30 min</comment>
        <translation>מקום פנוי בדיסק</translation>
    </message>
    <message>
        <source>Waiting to upload</source>
        <comment>In the recorder&apos;s panel: such as 45.0 MB</comment>
        <translation>נותר להעלות</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>In the recorder&apos;s panel: to upload</comment>
        <translation>כלום</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <comment>In the recorder&apos;s panel: state of the recording</comment>
        <translation>נקטעה</translation>
    </message>
    <message>
        <source>Paused</source>
        <comment>In the recorder&apos;s panel: state of the recording</comment>
        <translation>מושהית</translation>
    </message>
    <message>
        <source>Recording</source>
        <comment>In the recorder&apos;s panel: state of the recording</comment>
        <translation>בהקלטה</translation>
    </message>
    <message>
        <source>No sound has been recorded for a minute although people are unmuted. Check the microphones.</source>
        <extracomment>To moderators during a recording</extracomment>
        <translation>כבר דקה לא מוקלט שום צליל, אף שיש מיקרופונים פתוחים. בדקו את המיקרופונים.</translation>
    </message>
    <message>
        <source>Recording</source>
        <comment>Title of the recorder&apos;s panel</comment>
        <translation>הקלטה</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <comment>In the recorder&apos;s panel: whose computer</comment>
        <translation>מוקלט על ידי</translation>
    </message>
    <message>
        <source>State</source>
        <comment>In the recorder&apos;s panel</comment>
        <translation>מצב</translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <extracomment>The longest recording</extracomment>
        <translation>
            <numerusform>שעה אחת</numerusform>
            <numerusform>%n שעות</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <extracomment>The longest recording</extracomment>
        <translation>
            <numerusform>דקה אחת</numerusform>
            <numerusform>%n דקות</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The recording ends in %n minutes, at the maximum length of %1.</source>
        <extracomment>To moderators during a recording; %1 is the longest recording, such as &quot;24 hours&quot;</extracomment>
        <translation>
            <numerusform>ההקלטה תסתיים בעוד דקה אחת (אורך מרבי: %1).</numerusform>
            <numerusform>ההקלטה תסתיים בעוד %n דקות (אורך מרבי: %1).</numerusform>
        </translation>
    </message>
    <message>
        <source>Recording on this computer</source>
        <comment>Title of the recorder&apos;s panel</comment>
        <translation>הקלטה במחשב הזה</translation>
    </message>
    <message>
        <source>Not known</source>
        <comment>In the recorder&apos;s panel: state of the recording</comment>
        <translation>לא ידוע</translation>
    </message>
    <message>
        <source>Disk space for about %1 left. Free some space, or the recording will stop then. Everything up to that point is kept.</source>
        <extracomment>To the moderator whose computer records; %1 is e.g. &quot;20 min&quot;</extracomment>
        <translation>נותר מקום בדיסק לעוד כ־%1. פנו מקום, אחרת ההקלטה תיעצר אז. כל מה שהוקלט עד אז יישמר.</translation>
    </message>
    <message>
        <source>Recording computer busy: reduced video quality.</source>
        <extracomment>To moderators during a recording, on the other computers</extracomment>
        <translation>המחשב המקליט עמוס: איכות התמונה מופחתת.</translation>
    </message>
    <message>
        <source>%1 of the meeting is missing: this computer was asleep, not responding or too busy.</source>
        <extracomment>In the recorder&apos;s panel; %1 is a length such as &quot;0:07:30&quot;</extracomment>
        <translation>חסרים %1 מהפגישה: המחשב הזה היה במצב שינה, לא הגיב או היה עמוס מדי.</translation>
    </message>
    <message>
        <source>Computer busy: reduced video quality. Some audio was lost. Close other programs.</source>
        <extracomment>To moderators during a recording, on the computer that records</extracomment>
        <translation>המחשב עמוס: איכות התמונה מופחתת. חלק מהצליל אבד. סגרו תוכנות אחרות.</translation>
    </message>
    <message>
        <source>Computer busy: reduced video quality. Audio isn&apos;t affected.</source>
        <extracomment>To moderators during a recording, on the computer that records</extracomment>
        <translation>המחשב עמוס: איכות התמונה מופחתת. הצליל לא נפגע.</translation>
    </message>
    <message>
        <source>Computer busy: reduced video quality. Close other programs.</source>
        <extracomment>To moderators during a recording, on the computer that records</extracomment>
        <translation>המחשב עמוס: איכות התמונה מופחתת. סגרו תוכנות אחרות.</translation>
    </message>
    <message>
        <source>Nothing is being saved: this computer is too busy, or its disk is not responding.</source>
        <extracomment>In the recorder&apos;s panel, on the computer that records</extracomment>
        <translation>שום דבר אינו נשמר: המחשב הזה עמוס מדי, או שהדיסק שלו אינו מגיב.</translation>
    </message>
    <message>
        <source>Nothing is being saved: the recording computer is not responding or is too busy.</source>
        <extracomment>In the recorder&apos;s panel, on the other computers</extracomment>
        <translation>שום דבר אינו נשמר: המחשב המקליט אינו מגיב או עמוס מדי.</translation>
    </message>
</context>
<context>
    <name>RecoveryText</name>
    <message>
        <source>An interrupted recording could not be completed. What was recorded is in %1. %2</source>
        <comment>Sentence after the start of the program; %1 is a folder, %2 a sentence about what went wrong</comment>
        <translation>לא ניתן היה להשלים הקלטה שנקטעה. מה שהוקלט נמצא ב־%1. %2</translation>
    </message>
    <message>
        <source>The recording of &quot;%1&quot; was interrupted. Rejoin that room before %2 to continue it. Otherwise it will be completed and uploaded.</source>
        <comment>Sentence on the start page; %1 is the title of a room, %2 a time of day</comment>
        <translation>ההקלטה של „%1” נקטעה. הצטרפו שוב לחדר לפני %2 כדי להמשיך בהקלטה. אחרת היא תושלם ותועלה.</translation>
    </message>
    <message>
        <source>The recording continues after an interruption. What happened in between is missing.</source>
        <comment>Sentence in the room, when the program that records was started again</comment>
        <translation>ההקלטה נמשכת לאחר שנקטעה. מה שקרה בינתיים חסר.</translation>
    </message>
    <message>
        <source>An interrupted recording was saved up to its last second. It will appear automatically in its room&apos;s Media and Files: %1</source>
        <comment>Sentence after the start of the program; %1 is the name of the file</comment>
        <translation>הקלטה שנקטעה נשמרה עד השנייה האחרונה. היא תופיע אוטומטית ב„מדיה וקבצים” של החדר שלה: %1</translation>
    </message>
    <message>
        <source>The recording of &quot;%1&quot; was interrupted. Host that room again before %2 to continue it. Otherwise it will be completed and kept in its Media and Files.</source>
        <comment>Sentence on the start page; %1 is the title of a room, %2 a time of day</comment>
        <translation>ההקלטה של „%1” נקטעה. ארחו שוב את החדר לפני %2 כדי להמשיך בהקלטה. אחרת היא תושלם ותישמר ב„מדיה וקבצים” של החדר.</translation>
    </message>
</context>
<context>
    <name>StartText</name>
    <message>
        <source>Proscenium is already running. Host the room in its window.</source>
        <comment>In the terminal, after the command to host a room</comment>
        <translation>Proscenium כבר פועלת. אפשר לארח את החדר בחלון שלה.</translation>
    </message>
    <message>
        <source>Proscenium is already running, but does not answer. End that program, then start again.</source>
        <comment>The program is started while it hangs</comment>
        <translation>Proscenium כבר פועלת, אך אינה מגיבה. יש לסיים את התוכנית ולהפעיל אותה שוב.</translation>
    </message>
    <message>
        <source>Proscenium cannot store its data in %1. Make that folder writable, or free space on its disk, then start again.</source>
        <comment>%1: a folder</comment>
        <translation>Proscenium אינה יכולה לשמור את הנתונים שלה ב־%1. יש לאפשר כתיבה בתיקייה או לפנות מקום בכונן, ולהפעיל שוב.</translation>
    </message>
</context>
<context>
    <name>UploadErrorText</name>
    <message>
        <source>Can&apos;t reach the room. Check your network, and that the room&apos;s computer is on.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>לא ניתן להתחבר לחדר. בדקו את הרשת, ובדקו שהמחשב של החדר פועל.</translation>
    </message>
    <message>
        <source>The room did not answer in time. Check your network.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>החדר לא ענה בזמן. בדקו את הרשת.</translation>
    </message>
    <message>
        <source>The room&apos;s identity could not be verified, so nothing is uploaded. Ask the host whether the room&apos;s computer was set up again.</source>
        <comment>Why a recording is not uploaded: another TLS certificate</comment>
        <translation>לא ניתן היה לאמת את זהות החדר, ולכן ההעלאה אינה מתבצעת. שאלו את המארח אם המחשב של החדר הוגדר מחדש.</translation>
    </message>
    <message>
        <source>The time to upload this recording has expired. Give the file to the host another way.</source>
        <comment>Why a recording is not uploaded: its ticket has expired</comment>
        <translation>המועד להעלאת ההקלטה הזאת חלף. העבירו את הקובץ למארח בדרך אחרת.</translation>
    </message>
    <message>
        <source>This computer is not allowed to upload to the room. Give the file to the host another way.</source>
        <comment>Why a recording is not uploaded: its ticket is wrong</comment>
        <translation>למחשב הזה אין הרשאה להעלות לחדר. העבירו את הקובץ למארח בדרך אחרת.</translation>
    </message>
    <message>
        <source>The room no longer accepts it: it was deleted there or is already complete. Look for it in Media and Files and in the bin.</source>
        <comment>Why a recording is not uploaded: refused</comment>
        <translation>החדר אינו מקבל עוד את ההקלטה: היא נמחקה שם, או שכבר הושלמה. חפשו אותה ב„מדיה וקבצים” ובסל המיחזור.</translation>
    </message>
    <message>
        <source>The room no longer knows this recording. Give the file to the host another way.</source>
        <comment>Why a recording is not uploaded: it was deleted for good</comment>
        <translation>החדר אינו מכיר עוד את ההקלטה הזאת. העבירו את הקובץ למארח בדרך אחרת.</translation>
    </message>
    <message>
        <source>The recording is larger than the room accepts. Give the file to the host another way.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>ההקלטה גדולה מהמותר בחדר. העבירו את הקובץ למארח בדרך אחרת.</translation>
    </message>
    <message>
        <source>The room is busy with other uploads. Wait until some of them are complete.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>החדר עסוק בהעלאות אחרות. המתינו עד שחלקן יושלמו.</translation>
    </message>
    <message>
        <source>The disk of the room&apos;s computer is full. Ask the host to free some space.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>הדיסק במחשב של החדר מלא. בקשו מהמארח לפנות מקום.</translation>
    </message>
    <message>
        <source>What the room received does not match the recording. It is being uploaded again.</source>
        <comment>Why a recording is not uploaded yet</comment>
        <translation>מה שהגיע לחדר אינו תואם להקלטה. היא מועלית שוב.</translation>
    </message>
    <message>
        <source>The upload and the room are out of step. The upload will continue automatically.</source>
        <comment>Why a recording is not uploaded yet</comment>
        <translation>ההעלאה והחדר אינם מסונכרנים. ההעלאה תימשך אוטומטית.</translation>
    </message>
    <message>
        <source>This computer and the room&apos;s computer run incompatible versions. Update Proscenium on both.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>הגרסאות במחשב הזה ובמחשב של החדר אינן תואמות. עדכנו את Proscenium בשניהם.</translation>
    </message>
    <message>
        <source>The file is no longer on this computer. Put it back if you have it.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>הקובץ אינו נמצא עוד במחשב הזה. אם הוא ברשותכם, החזירו אותו למקומו.</translation>
    </message>
    <message>
        <source>The file on this computer was changed or is damaged. Review it, and keep what can be played.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>הקובץ במחשב הזה שונה או ניזוק. עברו עליו, ושמרו את מה שניתן להפעיל.</translation>
    </message>
    <message>
        <source>The file on this computer cannot be read. Check the disk.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>לא ניתן לקרוא את הקובץ במחשב הזה. בדקו את הדיסק.</translation>
    </message>
    <message>
        <source>Proscenium is not allowed to read the file. Allow it in the file&apos;s properties.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>ל־Proscenium אין הרשאה לקרוא את הקובץ. אפשרו זאת במאפייני הקובץ.</translation>
    </message>
</context>
<context>
    <name>WaitingName</name>
    <message>
        <source>%1 (perhaps removed before)</source>
        <comment>In the waiting room; %1 is the name of somebody who comes from where a person was removed</comment>
        <translation>%1 (ייתכן שהוצא קודם)</translation>
    </message>
</context>
<context>
    <name>prosc::AboutDialog</name>
    <message>
        <source>Proscenium&apos;s own sources are under the Apache License 2.0. This build contains FFmpeg under the %1, so as a whole it is under the GNU General Public License 3.</source>
        <extracomment>In About; %1 is the licence of a part, in English, such as &quot;GPL version 2 or later&quot;</extracomment>
        <translation>קוד המקור של Proscenium מופץ ברישיון Apache 2.0. גרסה זו כוללת את FFmpeg ברישיון %1, ולכן היא כולה מופצת ברישיון GNU General Public License 3.</translation>
    </message>
    <message>
        <source>Proscenium is under the Apache License 2.0.</source>
        <extracomment>In About</extracomment>
        <translation>Proscenium מופצת ברישיון Apache 2.0.</translation>
    </message>
    <message>
        <source>Components</source>
        <extracomment>Name of the list of components for a screen reader</extracomment>
        <translation>רכיבים</translation>
    </message>
    <message>
        <source>About Proscenium</source>
        <extracomment>Title of the window that says version and licences</extracomment>
        <translation>אודות Proscenium</translation>
    </message>
    <message>
        <source>Version %1</source>
        <extracomment>In About; %1 is a number such as 1.2.0</extracomment>
        <translation>גרסה %1</translation>
    </message>
    <message>
        <source>It is made with:</source>
        <extracomment>In About, above a list of software with its versions and licences</extracomment>
        <translation>נעשה שימוש ב־:</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button of About</extracomment>
        <translation>סגירה</translation>
    </message>
</context>
<context>
    <name>prosc::AskDialog</name>
    <message>
        <source>Cancel</source>
        <extracomment>Button of a question: do nothing</extracomment>
        <translation>ביטול</translation>
    </message>
</context>
<context>
    <name>prosc::BusyCard</name>
    <message>
        <source>Cancel</source>
        <extracomment>Button: stops connecting to a room</extracomment>
        <translation>ביטול</translation>
    </message>
</context>
<context>
    <name>prosc::ChatPanel</name>
    <message>
        <source>Send</source>
        <extracomment>Button beside the field of the chat</extracomment>
        <translation>שליחה</translation>
    </message>
    <message>
        <source>Chat messages</source>
        <extracomment>For a screen reader: what was written so far</extracomment>
        <translation>הודעות צ׳אט</translation>
    </message>
    <message>
        <source>Chat</source>
        <extracomment>Title of the panel</extracomment>
        <translation>צ׳אט</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Closes the chat</extracomment>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>Message to everyone</source>
        <extracomment>In the empty field of the chat</extracomment>
        <translation>הודעה לכולם</translation>
    </message>
    <message>
        <source>A message has at most %1 characters.</source>
        <extracomment>Tooltip of the button Send while the text is too long; %1 is a number</extracomment>
        <translation>בהודעה יש לכל היותר %1 תווים.</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Link beside a line of the chat</extracomment>
        <translation>מחיקה</translation>
    </message>
    <message>
        <source>No messages yet. Everyone in the session can read what you write here. The chat is not in the recording.</source>
        <extracomment>In the empty chat</extracomment>
        <translation>אין עדיין הודעות. כל מי שבמפגש יכול לקרוא את מה שנכתב כאן. הצ׳אט אינו בהקלטה.</translation>
    </message>
</context>
<context>
    <name>prosc::DesktopApp</name>
    <message>
        <source>Host</source>
        <comment>default name of a person</comment>
        <translation>מארח</translation>
    </message>
    <message>
        <source>Opening the room …</source>
        <comment>while a hosted room is made</comment>
        <translation>החדר נפתח…</translation>
    </message>
</context>
<context>
    <name>prosc::LeftPage</name>
    <message>
        <source>Back to the start page</source>
        <extracomment>Button on the page shown after the room</extracomment>
        <translation>חזרה לדף הפתיחה</translation>
    </message>
    <message>
        <source>Join again</source>
        <extracomment>Button on the page shown after the room: join the same room again</extracomment>
        <translation>הצטרפות מחדש</translation>
    </message>
    <message>
        <source>You left the session.</source>
        <extracomment>Shown after &quot;Leave session&quot;</extracomment>
        <translation>יצאת מהמפגש.</translation>
    </message>
</context>
<context>
    <name>prosc::LinkOffer</name>
    <message>
        <source>Your camera and microphone stay off until you turn them on.</source>
        <extracomment>Under the question whether to join the room of a link</extracomment>
        <translation>המצלמה והמיקרופון נשארים כבויים עד שמפעילים אותם.</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button beside the question whether to join the room of a link: no</extracomment>
        <translation>לא עכשיו</translation>
    </message>
    <message>
        <source>Join room</source>
        <extracomment>Button beside the question whether to join the room of a link: yes</extracomment>
        <translation>הצטרפות לחדר</translation>
    </message>
    <message>
        <source>Join the room on %1?</source>
        <extracomment>A link was opened, in a browser for example; %1 is the address of a computer</extracomment>
        <translation>להצטרף לחדר ב־%1?</translation>
    </message>
</context>
<context>
    <name>prosc::LinkVisits</name>
    <message>
        <source>This computer is recording. The recording stops and is saved.</source>
        <extracomment>Under the question whether to leave the room for another one</extracomment>
        <translation>המחשב הזה מקליט. ההקלטה נעצרת ונשמרת.</translation>
    </message>
    <message>
        <source>Leave this room and join the one on %1?</source>
        <extracomment>Question when the link of another room is opened while in a room; %1 is the address of a computer</extracomment>
        <translation>לעזוב את החדר הזה ולהצטרף לחדר ב־%1?</translation>
    </message>
    <message>
        <source>Leave and join</source>
        <extracomment>Button of that question</extracomment>
        <translation>לעזוב ולהצטרף</translation>
    </message>
    <message>
        <source>This computer hosts the room and is recording. The recording stops and is saved. The others stay in the room; if no host comes back, the session ends after a while.</source>
        <extracomment>Under the question whether to leave the room for another one</extracomment>
        <translation>המחשב הזה מארח את החדר ומקליט. ההקלטה נעצרת ונשמרת. האחרים נשארים בחדר; אם אף מארח לא חוזר, המפגש מסתיים כעבור זמן מה.</translation>
    </message>
    <message>
        <source>This computer hosts the room. The others stay in it; if no host comes back, the session ends after a while.</source>
        <extracomment>Under the question whether to leave the room for another one</extracomment>
        <translation>המחשב הזה מארח את החדר. האחרים נשארים בו; אם אף מארח לא חוזר, המפגש מסתיים כעבור זמן מה.</translation>
    </message>
</context>
<context>
    <name>prosc::MainWindow</name>
    <message>
        <source>Connecting to the room…</source>
        <extracomment>Shown on the start page while the program connects to a room</extracomment>
        <translation>מתבצע חיבור לחדר…</translation>
    </message>
    <message>
        <source>%1 – Proscenium</source>
        <extracomment>Title of the window; %1 is the title of the room</extracomment>
        <translation>%1 – Proscenium</translation>
    </message>
</context>
<context>
    <name>prosc::MediaRenameDialog</name>
    <message>
        <source>Rename</source>
        <extracomment>Button of the dialog that renames a recording</extracomment>
        <translation>שינוי שם</translation>
    </message>
    <message>
        <source>Rename the recording</source>
        <extracomment>Title of a dialog</extracomment>
        <translation>שינוי שם ההקלטה</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button of a dialog</extracomment>
        <translation>ביטול</translation>
    </message>
    <message>
        <source>Name of the recording</source>
        <extracomment>Name of the text field for a screen reader</extracomment>
        <translation>שם ההקלטה</translation>
    </message>
</context>
<context>
    <name>prosc::MediaRequests</name>
    <message>
        <source>This is not possible now: someone else has changed the recording. See its new state in the list.</source>
        <extracomment>The service refused: it is deleted, or is being recorded again</extracomment>
        <translation>לא ניתן לעשות זאת כעת: מישהו אחר שינה את ההקלטה. מצבה החדש מופיע ברשימה.</translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <extracomment>Question after &quot;Delete&quot;. %1 is the name of a file</extracomment>
        <translation>למחוק את „%1”?</translation>
    </message>
    <message>
        <source>It stays in the bin for 30 days, where you can restore it. While it is there, nobody can view or download it, not even with a link.</source>
        <extracomment>Under that question</extracomment>
        <translation>ההקלטה תישאר בסל המיחזור 30 יום, וניתן לשחזר אותה משם. כל עוד היא בסל, אף אחד לא יוכל לצפות בה או להוריד אותה, גם לא באמצעות קישור.</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Button that confirms</extracomment>
        <translation>מחיקה</translation>
    </message>
    <message>
        <source>Recording moved to the bin.</source>
        <extracomment>After &quot;Delete&quot;</extracomment>
        <translation>ההקלטה הועברה לסל המיחזור.</translation>
    </message>
    <message>
        <source>Recording restored.</source>
        <extracomment>After &quot;Restore&quot; in the bin</extracomment>
        <translation>ההקלטה שוחזרה.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <extracomment>Title of the dialog that asks for a file name</extracomment>
        <translation>שמירת הדוח</translation>
    </message>
    <message>
        <source>Report (*.json)</source>
        <extracomment>Kind of file in that dialog</extracomment>
        <translation>דוח ‏(*.json)</translation>
    </message>
    <message>
        <source>Report saved.</source>
        <extracomment>After &quot;Save report&quot;</extracomment>
        <translation>הדוח נשמר.</translation>
    </message>
</context>
<context>
    <name>prosc::MediaRow</name>
    <message>
        <source>View</source>
        <extracomment>Button of a recording: play it here</extracomment>
        <translation>צפייה</translation>
    </message>
    <message>
        <source>Download</source>
        <extracomment>Button of a recording: save a copy</extracomment>
        <translation>הורדה</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button of a recording: stop the running download</extracomment>
        <translation>ביטול</translation>
    </message>
    <message>
        <source>Open folder</source>
        <extracomment>Button of a recording that was downloaded</extracomment>
        <translation>פתיחת התיקייה</translation>
    </message>
    <message>
        <source>Retry now</source>
        <extracomment>Button of a recording that waits to be uploaded</extracomment>
        <translation>ניסיון חוזר עכשיו</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <extracomment>State of a recording. %1 is a percentage such as 45%</extracomment>
        <translation>בהורדה: %1</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <extracomment>State of a recording. %1 is the path of a file</extracomment>
        <translation>נשמרה ב־%1</translation>
    </message>
    <message>
        <source>The download failed. %1</source>
        <extracomment>State of a recording. %1 is a sentence that says why</extracomment>
        <translation>ההורדה נכשלה. %1</translation>
    </message>
    <message>
        <source>Restore</source>
        <extracomment>Button of a recording in the bin</extracomment>
        <translation>שחזור</translation>
    </message>
    <message>
        <source>More</source>
        <extracomment>Button of a recording with the three dots: a menu</extracomment>
        <translation>עוד</translation>
    </message>
    <message>
        <source>Share link…</source>
        <extracomment>Entry of the menu of a recording</extracomment>
        <translation>שיתוף קישור…</translation>
    </message>
    <message>
        <source>Download again</source>
        <extracomment>Entry of the menu of a recording that was downloaded already</extracomment>
        <translation>הורדה חוזרת</translation>
    </message>
    <message>
        <source>Rename…</source>
        <extracomment>Entry of the menu of a recording</extracomment>
        <translation>שינוי שם…</translation>
    </message>
    <message>
        <source>Pause upload</source>
        <extracomment>Entry of the menu of a recording on its way to the library</extracomment>
        <translation>השהיית ההעלאה</translation>
    </message>
    <message>
        <source>Resume upload</source>
        <extracomment>Entry of the menu of a recording on its way to the library</extracomment>
        <translation>חידוש ההעלאה</translation>
    </message>
    <message>
        <source>Upload this one first</source>
        <extracomment>Entry of the menu of a recording on its way to the library: before all others</extracomment>
        <translation>להעלות את זו תחילה</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Entry of the menu of a recording: put it into the bin</extracomment>
        <translation>מחיקה</translation>
    </message>
    <message>
        <source>Save report…</source>
        <extracomment>Entry of the menu of a recording: save its technical report as a file</extracomment>
        <translation>שמירת הדוח…</translation>
    </message>
    <message>
        <source>Stop uploading…</source>
        <extracomment>Entry of the menu of a recording on its way to the library: stop uploading it permanently</extracomment>
        <translation>הפסקת ההעלאה…</translation>
    </message>
</context>
<context>
    <name>prosc::MediaShareDialog</name>
    <message>
        <source>Revoke all links</source>
        <extracomment>Button of the dialog that creates links: all links created so far stop working
----------
Button that confirms</extracomment>
        <translation>ביטול כל הקישורים</translation>
    </message>
    <message>
        <source>Copy link</source>
        <extracomment>Button of the dialog that creates links</extracomment>
        <translation>העתקת הקישור</translation>
    </message>
    <message>
        <source>Share link</source>
        <extracomment>Title of the dialog that creates a link to a recording</extracomment>
        <translation>שיתוף קישור</translation>
    </message>
    <message>
        <source>Anyone with the link can:</source>
        <extracomment>Before &quot;View&quot; or &quot;View and download&quot;</extracomment>
        <translation>כל מי שיש לו הקישור יכול:</translation>
    </message>
    <message>
        <source>View</source>
        <extracomment>Anyone with the link can: …</extracomment>
        <translation>לצפות</translation>
    </message>
    <message>
        <source>View and download</source>
        <extracomment>Anyone with the link can: …</extracomment>
        <translation>לצפות ולהוריד</translation>
    </message>
    <message>
        <source>The link is valid for:</source>
        <extracomment>Before &quot;1 day&quot;, &quot;7 days&quot; ...</extracomment>
        <translation>הקישור תקף למשך:</translation>
    </message>
    <message>
        <source>1 day</source>
        <extracomment>The link is valid for …</extracomment>
        <translation>יום אחד</translation>
    </message>
    <message>
        <source>7 days</source>
        <extracomment>The link is valid for …</extracomment>
        <translation>7 ימים</translation>
    </message>
    <message>
        <source>30 days</source>
        <extracomment>The link is valid for …</extracomment>
        <translation>30 יום</translation>
    </message>
    <message>
        <source>1 year</source>
        <extracomment>The link is valid for …</extracomment>
        <translation>שנה אחת</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button of a dialog</extracomment>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>Creating the link…</source>
        <extracomment>While a link to a recording is being created</extracomment>
        <translation>הקישור נוצר…</translation>
    </message>
    <message>
        <source>Link copied. It is valid until %1.</source>
        <extracomment>After &quot;Copy link&quot;. %1 is a date and time</extracomment>
        <translation>הקישור הועתק. הוא תקף עד %1.</translation>
    </message>
    <message>
        <source>Revoke all links to this recording?</source>
        <extracomment>Question after &quot;Revoke all links&quot;</extracomment>
        <translation>לבטל את כל הקישורים להקלטה הזאת?</translation>
    </message>
    <message>
        <source>All existing links stop working immediately, for everyone. You can create new links afterwards.</source>
        <extracomment>Under that question</extracomment>
        <translation>כל הקישורים הקיימים יפסיקו לפעול מיד, לכולם. לאחר מכן ניתן ליצור קישורים חדשים.</translation>
    </message>
    <message>
        <source>Revoking all links…</source>
        <extracomment>While the service revokes the links to a recording</extracomment>
        <translation>כל הקישורים מתבטלים…</translation>
    </message>
    <message>
        <source>All links have been revoked.</source>
        <extracomment>After &quot;Revoke all links&quot;</extracomment>
        <translation>כל הקישורים בוטלו.</translation>
    </message>
</context>
<context>
    <name>prosc::MediaWindow</name>
    <message>
        <source>Media and Files</source>
        <extracomment>Title of the window with the room&apos;s library</extracomment>
        <translation>מדיה וקבצים</translation>
    </message>
    <message>
        <source>Recordings</source>
        <extracomment>The folder in Media and Files</extracomment>
        <translation>הקלטות</translation>
    </message>
    <message>
        <source>No recordings yet. They appear here automatically when a recording ends.</source>
        <translation>אין עדיין הקלטות. הן יופיעו כאן אוטומטית לאחר סיום ההקלטה.</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <extracomment>Title of the dialog that asks for a file name</extracomment>
        <translation>שמירת ההקלטה</translation>
    </message>
    <message>
        <source>MP4 video (*.mp4)</source>
        <extracomment>Kind of file in that dialog</extracomment>
        <translation>סרטון MP4 ‏(*.mp4)</translation>
    </message>
    <message>
        <source>Opening the recording…</source>
        <extracomment>After View was pressed, until the recording is open</extracomment>
        <translation>ההקלטה נפתחת…</translation>
    </message>
    <message>
        <source>Bin</source>
        <extracomment>The folder in Media and Files with what was deleted</extracomment>
        <translation>סל המיחזור</translation>
    </message>
    <message>
        <source>Deleted recordings stay here for 30 days, then they are deleted permanently.</source>
        <extracomment>Above the list of what was deleted</extracomment>
        <translation>הקלטות שנמחקו נשארות כאן 30 יום. לאחר מכן הן נמחקות לצמיתות.</translation>
    </message>
    <message>
        <source>The bin is empty. Deleted recordings stay here for 30 days and can be restored.</source>
        <extracomment>In the bin while it is empty</extracomment>
        <translation>סל המיחזור ריק. הקלטות שנמחקו נשארות כאן 30 יום, וניתן לשחזר אותן.</translation>
    </message>
    <message>
        <source>Resume uploads</source>
        <extracomment>Button above the list: all uploads of this computer</extracomment>
        <translation>חידוש ההעלאות</translation>
    </message>
    <message>
        <source>Pause uploads</source>
        <translation>השהיית ההעלאות</translation>
    </message>
</context>
<context>
    <name>prosc::NoticeCard</name>
    <message>
        <source>Confirm</source>
        <extracomment>Button under &quot;This session is being recorded.&quot;: I have read it</extracomment>
        <translation>אישור</translation>
    </message>
    <message>
        <source>Leave session</source>
        <extracomment>Button under &quot;This session is being recorded.&quot;: I do not want to be recorded</extracomment>
        <translation>יציאה מהמפגש</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Closes a notice</extracomment>
        <translation>סגירה</translation>
    </message>
</context>
<context>
    <name>prosc::OtherNetworksDialog</name>
    <message>
        <source>Check again</source>
        <extracomment>Button: asks each address again whether the program answers there</extracomment>
        <translation>בדיקה חוזרת</translation>
    </message>
    <message>
        <source>Copy link for another network</source>
        <extracomment>Title of the dialog with one invite link for each network of this computer</extracomment>
        <translation>העתקת קישור לרשת אחרת</translation>
    </message>
    <message>
        <source>The invite link names this computer&apos;s address in its main network. People who reach it through another network need the link with its address there.</source>
        <extracomment>In that dialog, above the addresses</extracomment>
        <translation>קישור ההזמנה מכיל את כתובת המחשב הזה ברשת הראשית שלו. מי שמגיע אליו דרך רשת אחרת צריך את הקישור עם הכתובת שלו שם.</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button of a dialog</extracomment>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>%1 · in the invite link</source>
        <extracomment>Below an address. %1 is the name of a network interface, such as eth0</extracomment>
        <translation>%1 · בקישור ההזמנה</translation>
    </message>
    <message>
        <source>Copy link</source>
        <extracomment>Button beside an address of this computer</extracomment>
        <translation>העתקת הקישור</translation>
    </message>
    <message>
        <source>Copy link with %1</source>
        <extracomment>For screen readers: the button &quot;Copy link&quot; beside an address. %1 is the address</extracomment>
        <translation>העתקת הקישור עם %1</translation>
    </message>
    <message>
        <source>This computer has no address in any network.</source>
        <extracomment>Instead of the addresses</extracomment>
        <translation>למחשב הזה אין כתובת באף רשת.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <extracomment>Beside an address, while the program looks whether it answers there</extracomment>
        <translation>בבדיקה…</translation>
    </message>
    <message>
        <source>Answers</source>
        <extracomment>Beside an address: the program answers there</extracomment>
        <translation>עונה</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <extracomment>Beside an address: the program does not answer there</extracomment>
        <translation>אינו עונה</translation>
    </message>
    <message>
        <source>Link with %1 copied.</source>
        <extracomment>After &quot;Copy link&quot; beside an address. %1 is the address</extracomment>
        <translation>הקישור עם %1 הועתק.</translation>
    </message>
    <message>
        <source>The addresses were checked from this computer. A firewall may still block other people.</source>
        <extracomment>In that dialog, below the addresses</extracomment>
        <translation>הכתובות נבדקות מהמחשב הזה. אי אפשר לראות מכאן אם חומת אש חוסמת אנשים אחרים.</translation>
    </message>
</context>
<context>
    <name>prosc::PeopleList</name>
    <message>
        <source>%1 (you)</source>
        <extracomment>In the list of participants: one&apos;s own row. %1 is one&apos;s own name</extracomment>
        <translation>%1 (אני)</translation>
    </message>
    <message>
        <source>Recorder</source>
        <extracomment>In the list of participants: a program that records, without a person</extracomment>
        <translation>מקליט</translation>
    </message>
    <message>
        <source>Host</source>
        <extracomment>In the list of participants: the role</extracomment>
        <translation>מארח</translation>
    </message>
    <message>
        <source>Moderator</source>
        <extracomment>In the list of participants: the role</extracomment>
        <translation>מנחה</translation>
    </message>
    <message>
        <source>Phone</source>
        <extracomment>In the list of participants: the device</extracomment>
        <translation>טלפון</translation>
    </message>
    <message>
        <source>Tablet</source>
        <extracomment>In the list of participants: the device</extracomment>
        <translation>טאבלט</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <extracomment>In the list of participants: this person&apos;s connection is lost</extracomment>
        <translation>מתחבר מחדש…</translation>
    </message>
    <message>
        <source>On stage</source>
        <extracomment>In the list of participants</extracomment>
        <translation>על הבמה</translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <extracomment>In the list of participants: has not confirmed that the session is recorded</extracomment>
        <translation>לא אישר</translation>
    </message>
    <message>
        <source>Hand raised</source>
        <extracomment>For a screen reader, in the list of participants</extracomment>
        <translation>יד מורמת</translation>
    </message>
    <message>
        <source>Microphone on</source>
        <extracomment>For a screen reader, in the list of participants</extracomment>
        <translation>המיקרופון פועל</translation>
    </message>
    <message>
        <source>Microphone off</source>
        <translation>המיקרופון כבוי</translation>
    </message>
    <message>
        <source>Camera on</source>
        <extracomment>For a screen reader, in the list of participants</extracomment>
        <translation>המצלמה פועלת</translation>
    </message>
    <message>
        <source>Camera off</source>
        <translation>המצלמה כבויה</translation>
    </message>
</context>
<context>
    <name>prosc::PeopleNews</name>
    <message>
        <source>Turn microphone on</source>
        <extracomment>Button of the message that a moderator wants to hear this person</extracomment>
        <translation>הפעלת המיקרופון</translation>
    </message>
    <message>
        <source>%1 raised a hand.</source>
        <extracomment>Message to moderators; %1 is a person&apos;s name</extracomment>
        <translation>%1: יד מורמת.</translation>
    </message>
    <message>
        <source>Show participants</source>
        <extracomment>Button of that message: opens the list of participants</extracomment>
        <translation>הצגת המשתתפים</translation>
    </message>
    <message numerus="yes">
        <source>%n people have raised a hand.</source>
        <extracomment>Message to moderators</extracomment>
        <translation>
            <numerusform>יד מורמת אחת.</numerusform>
            <numerusform>%n ידיים מורמות.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 muted you.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>הושתקת על ידי %1.</translation>
    </message>
    <message>
        <source>%1 turned your camera off.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>המצלמה שלך כובתה על ידי %1.</translation>
    </message>
    <message>
        <source>%1 asks you to turn on your microphone.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>התבקשת על ידי %1 להפעיל את המיקרופון.</translation>
    </message>
    <message>
        <source>%1 invites you to the stage. Turn on your microphone or camera to be heard or seen.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>הוזמנת לבמה על ידי %1. כדי שישמעו או יראו אותך, יש להפעיל מיקרופון או מצלמה.</translation>
    </message>
    <message>
        <source>%1 lowered your hand.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>היד שלך הורדה על ידי %1.</translation>
    </message>
    <message>
        <source>%1 took you off the stage. Nobody sees or hears you now.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>הורדת מהבמה על ידי %1. כעת איש לא רואה או שומע אותך.</translation>
    </message>
    <message>
        <source>%1 made you a participant. You are no longer a moderator.</source>
        <extracomment>%1 is a host&apos;s name</extracomment>
        <translation>הוחזרת למעמד משתתף על ידי %1. אין לך עוד הרשאות מנחה.</translation>
    </message>
    <message>
        <source>%1 made you a moderator. You can now admit people, lock the room and, from a computer, record.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>מונית למנחה על ידי %1. כעת אפשר להכניס ממתינים, לנעול את החדר, ולהקליט ממחשב.</translation>
    </message>
</context>
<context>
    <name>prosc::PeoplePanel</name>
    <message>
        <source>Mute everyone</source>
        <extracomment>Button under the list of participants, for moderators</extracomment>
        <translation>השתקת כולם</translation>
    </message>
    <message>
        <source>Search by name</source>
        <extracomment>In the empty field above the list of participants</extracomment>
        <translation>חיפוש לפי שם</translation>
    </message>
    <message>
        <source>Participants</source>
        <extracomment>For a screen reader: the list of people in the room</extracomment>
        <translation>משתתפים</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Closes the list of participants</extracomment>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>Everyone</source>
        <extracomment>Who can go on stage</extracomment>
        <translation>כולם</translation>
    </message>
    <message>
        <source>People who ask</source>
        <extracomment>Who can go on stage</extracomment>
        <translation>מי שמבקש</translation>
    </message>
    <message>
        <source>Invited people only</source>
        <extracomment>Who can go on stage</extracomment>
        <translation>מוזמנים בלבד</translation>
    </message>
    <message>
        <source>Who can go on stage</source>
        <extracomment>Under the list of participants, before: Everyone, People who ask, Invited people only</extracomment>
        <translation>מי יכול לעלות לבמה</translation>
    </message>
    <message>
        <source>Participants (%1)</source>
        <extracomment>Above the list of participants; %1 is how many there are</extracomment>
        <translation>משתתפים (%1)</translation>
    </message>
</context>
<context>
    <name>prosc::PlayerPage</name>
    <message>
        <source>Back to Recordings</source>
        <extracomment>Button above a recording that is played: back to the list</extracomment>
        <translation>חזרה להקלטות</translation>
    </message>
    <message>
        <source>Position</source>
        <extracomment>Name of the slider under a recording for a screen reader</extracomment>
        <translation>מיקום</translation>
    </message>
    <message>
        <source>This recording cannot be played here. Download it and open it with another program.</source>
        <extracomment>Shown when QMediaPlayer cannot play a recording</extracomment>
        <translation>לא ניתן להפעיל כאן את ההקלטה. יש להוריד אותה ולפתוח אותה בתוכנה אחרת.</translation>
    </message>
    <message>
        <source>Pause</source>
        <comment>Button under a recording that plays</comment>
        <translation>השהיה</translation>
    </message>
    <message>
        <source>Play</source>
        <comment>Button under a recording that stands</comment>
        <translation>הפעלה</translation>
    </message>
    <message>
        <source>Volume</source>
        <extracomment>Name of the slider beside the loudspeaker for a screen reader</extracomment>
        <translation>עוצמת קול</translation>
    </message>
    <message>
        <source>Unmute</source>
        <comment>Button under a recording without sound</comment>
        <translation>ביטול ההשתקה</translation>
    </message>
    <message>
        <source>Mute</source>
        <comment>Button under a recording that is heard</comment>
        <translation>השתקה</translation>
    </message>
</context>
<context>
    <name>prosc::QuitControl</name>
    <message>
        <source>A recording is being made. Stop it first.</source>
        <extracomment>Shown by Windows before a shutdown, beside the program&apos;s name.</extracomment>
        <translation>מתבצעת הקלטה. יש לעצור אותה קודם.</translation>
    </message>
</context>
<context>
    <name>prosc::RecentRoomsCard</name>
    <message>
        <source>Recent rooms</source>
        <extracomment>Heading of the list of rooms that were joined before</extracomment>
        <translation>חדרים אחרונים</translation>
    </message>
    <message>
        <source>Join</source>
        <extracomment>Button beside a recent room</extracomment>
        <translation>הצטרפות</translation>
    </message>
    <message>
        <source>Join %1</source>
        <extracomment>Name of that button for a screen reader; %1 is the title of a room</extracomment>
        <translation>הצטרפות אל %1</translation>
    </message>
</context>
<context>
    <name>prosc::RecorderPanel</name>
    <message>
        <source>Everything is fine.</source>
        <extracomment>In the recorder&apos;s panel: nothing is wrong with anybody&apos;s audio or video</extracomment>
        <translation>הכול תקין.</translation>
    </message>
</context>
<context>
    <name>prosc::RecordingControls</name>
    <message>
        <source>Start recording</source>
        <extracomment>Button at the bottom left; opens the question &quot;Do you want to start recording?&quot;</extracomment>
        <translation>התחלת הקלטה</translation>
    </message>
    <message>
        <source>Recorded time</source>
        <extracomment>Name of the timer for a screen reader</extracomment>
        <translation>זמן ההקלטה</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <extracomment>The square at the bottom left; opens the question &quot;Are you sure you want to stop recording?&quot;</extracomment>
        <translation>עצירת ההקלטה</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>At the bottom left, for moderators: a recording is about to begin</extracomment>
        <translation>מתחילה…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <extracomment>At the bottom left, for moderators: a recording is being finished</extracomment>
        <translation>נעצרת…</translation>
    </message>
    <message numerus="yes">
        <source>%n not confirmed</source>
        <extracomment>For moderators: how many people have not pressed Confirm</extracomment>
        <translation>
            <numerusform>אחד לא אישר</numerusform>
            <numerusform>%n לא אישרו</numerusform>
        </translation>
    </message>
    <message>
        <source>Details of the recording</source>
        <extracomment>Button on the recording&apos;s indicator; opens the recorder&apos;s panel</extracomment>
        <translation>פרטי ההקלטה</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <extracomment>At the bottom left: it is not known whether the recording continues</extracomment>
        <translation>החיבור נותק</translation>
    </message>
    <message>
        <source>Recording interrupted</source>
        <extracomment>At the bottom left: the recording computer does not respond, or saves nothing</extracomment>
        <translation>ההקלטה נקטעה</translation>
    </message>
    <message>
        <source>Recording paused</source>
        <extracomment>At the bottom left, for everyone: nothing is recorded until a moderator resumes it</extracomment>
        <translation>ההקלטה מושהית</translation>
    </message>
    <message>
        <source>Recording</source>
        <extracomment>At the bottom left, for everyone: this session is being recorded</extracomment>
        <translation>בהקלטה</translation>
    </message>
</context>
<context>
    <name>prosc::RecordingFlow</name>
    <message>
        <source>Do you want to start recording?</source>
        <extracomment>Question after Start recording was pressed</extracomment>
        <translation>להתחיל את ההקלטה?</translation>
    </message>
    <message>
        <source>Everyone will be notified and asked to confirm.</source>
        <extracomment>Under that question</extracomment>
        <translation>כולם יקבלו הודעה ויתבקשו לאשר.</translation>
    </message>
    <message>
        <source>Start Recording</source>
        <extracomment>Button that confirms</extracomment>
        <translation>התחלת הקלטה</translation>
    </message>
    <message>
        <source>Are you sure you want to stop recording?</source>
        <extracomment>Question after the stop square was pressed</extracomment>
        <translation>לעצור את ההקלטה?</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <extracomment>Button that confirms</extracomment>
        <translation>עצירת ההקלטה</translation>
    </message>
    <message>
        <source>Recording will start momentarily, please wait.</source>
        <extracomment>Notice to everyone</extracomment>
        <translation>ההקלטה תתחיל בעוד רגע, נא להמתין.</translation>
    </message>
    <message>
        <source>This session is being recorded.</source>
        <extracomment>Notice to everyone except the person who started it; stays until Confirm is pressed</extracomment>
        <translation>המפגש הזה מוקלט.</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <extracomment>Notice to everyone</extracomment>
        <translation>ההקלטה הסתיימה.</translation>
    </message>
    <message>
        <source>It was stopped before anything was recorded.</source>
        <extracomment>Under &quot;The recording has ended.&quot;, for moderators: it was stopped before the first frame</extracomment>
        <translation>היא נעצרה לפני שהוקלט דבר.</translation>
    </message>
    <message>
        <source>It reached the maximum length. It is being uploaded and processed.</source>
        <extracomment>Under &quot;The recording has ended.&quot;, for moderators</extracomment>
        <translation>היא הגיעה לאורך המרבי. היא מועלית ומעובדת.</translation>
    </message>
    <message>
        <source>It is being uploaded and processed.</source>
        <extracomment>Under &quot;The recording has ended.&quot;, for moderators</extracomment>
        <translation>היא מועלית ומעובדת.</translation>
    </message>
    <message>
        <source>Disk space for %1 of recording.</source>
        <extracomment>After that; %1 is e.g. &quot;more than 100 h&quot;</extracomment>
        <translation>יש מקום בדיסק להקלטה של %1.</translation>
    </message>
    <message>
        <source>Disk space for at least %1 of recording.</source>
        <translation>יש מקום בדיסק להקלטה של %1 לפחות.</translation>
    </message>
    <message>
        <source>Disk space for only %1 of recording. Free some space if you need longer.</source>
        <extracomment>Warning under the question whether to record; %1 is e.g. &quot;1 h 10 min&quot;</extracomment>
        <translation>יש מקום בדיסק להקלטה של %1 בלבד. פנו מקום אם נדרשת הקלטה ארוכה יותר.</translation>
    </message>
    <message>
        <source>The recording computer&apos;s disk is almost full. Everything up to now is saved and is being uploaded and processed. Free some space before you record again.</source>
        <extracomment>Under &quot;The recording has ended.&quot;, for moderators</extracomment>
        <translation>הדיסק של המחשב המקליט כמעט מלא. כל מה שהוקלט עד כה נשמר, והוא מועלה ומעובד. פנו מקום לפני שתקליטו שוב.</translation>
    </message>
    <message>
        <source>The recorder is back. Recording continues.</source>
        <extracomment>Message to moderators: the computer that records did not answer for a while</extracomment>
        <translation>המחשב המקליט חזר. ההקלטה נמשכת.</translation>
    </message>
    <message>
        <source>What was recorded up to that point is kept and will be uploaded automatically.</source>
        <extracomment>After a sentence that says why a recording failed, for moderators</extracomment>
        <translation>מה שהוקלט עד אז נשמר ויועלה אוטומטית.</translation>
    </message>
    <message>
        <source>Marked at %1.</source>
        <extracomment>Message after Mark this moment; %1 is the place in the recording, such as 0:12:34</extracomment>
        <translation>סומן ב-%1.</translation>
    </message>
    <message>
        <source>This session is not being recorded.</source>
        <extracomment>Message to moderators, two minutes after they came in</extracomment>
        <translation>המפגש הזה אינו מוקלט.</translation>
    </message>
    <message>
        <source>Start recording</source>
        <extracomment>Button of that message</extracomment>
        <translation>התחלת הקלטה</translation>
    </message>
</context>
<context>
    <name>prosc::RecordingSettings</name>
    <message>
        <source>Recording</source>
        <extracomment>Heading in the settings</extracomment>
        <translation>הקלטה</translation>
    </message>
    <message>
        <source>Add speaker names as subtitles</source>
        <extracomment>Setting of the room: the recording gets a subtitle track</extracomment>
        <translation>הוספת שמות הדוברים ככתוביות</translation>
    </message>
    <message>
        <source>Add chapters</source>
        <extracomment>Setting of the room: the recording gets chapters, one for each change on the stage</extracomment>
        <translation>הוספת פרקים</translation>
    </message>
    <message>
        <source>Encoder</source>
        <extracomment>Setting of this computer: which software or hardware encodes the video</extracomment>
        <translation>מקודד</translation>
    </message>
    <message>
        <source>Processor use</source>
        <extracomment>Setting of this computer: how much of the processor recordings may take</extracomment>
        <translation>שימוש במעבד</translation>
    </message>
    <message>
        <source>Automatic</source>
        <extracomment>Choice of the setting &quot;Encoder&quot;: the program chooses</extracomment>
        <translation>אוטומטי</translation>
    </message>
    <message>
        <source>%1 (not available on this computer)</source>
        <extracomment>Choice of the setting &quot;Encoder&quot; that is not available; %1 is e.g. &quot;NVIDIA NVENC&quot;</extracomment>
        <translation>%1 (לא זמין במחשב הזה)</translation>
    </message>
    <message>
        <source>Applies to future recordings in this room.</source>
        <extracomment>Under the settings &quot;Add speaker names as subtitles&quot; and &quot;Add chapters&quot;</extracomment>
        <translation>חל על הקלטות עתידיות בחדר הזה.</translation>
    </message>
    <message>
        <source>From the next recording on, recording uses up to %1 of this computer&apos;s processor. The rest stays free for the meeting.</source>
        <extracomment>Under the setting &quot;Processor use&quot;; %1 is e.g. &quot;50%&quot;</extracomment>
        <translation>החל מההקלטה הבאה, ההקלטה תנצל עד %1 מהמעבד של המחשב הזה. השאר יישאר פנוי לפגישה.</translation>
    </message>
</context>
<context>
    <name>prosc::RoomToolbar</name>
    <message>
        <source>Room locked</source>
        <extracomment>Indicator at the bottom left; clicking it unlocks the room</extracomment>
        <translation>החדר נעול</translation>
    </message>
    <message>
        <source>More</source>
        <extracomment>The button with the three dots</extracomment>
        <translation>עוד</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>Button and menu entry
----------
Entry of the menu with the three dots</extracomment>
        <translation>הגדרות</translation>
    </message>
    <message>
        <source>Leave</source>
        <extracomment>The button with the door</extracomment>
        <translation>יציאה</translation>
    </message>
    <message>
        <source>Turn microphone off</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>כיבוי המיקרופון</translation>
    </message>
    <message>
        <source>Turn microphone on</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>הפעלת המיקרופון</translation>
    </message>
    <message>
        <source>Turn camera off</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>כיבוי המצלמה</translation>
    </message>
    <message>
        <source>Turn camera on</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>הפעלת המצלמה</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>הפסקת השיתוף</translation>
    </message>
    <message>
        <source>Share screen</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>שיתוף מסך</translation>
    </message>
    <message>
        <source>Record</source>
        <extracomment>Entry of the menu with the three dots: start recording</extracomment>
        <translation>הקלטה</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <extracomment>Entry of the menu with the three dots</extracomment>
        <translation>עצירת ההקלטה</translation>
    </message>
    <message>
        <source>Media and Files</source>
        <extracomment>Entry of the menu with the three dots: the room&apos;s library</extracomment>
        <translation>מדיה וקבצים</translation>
    </message>
    <message>
        <source>Copy invite link</source>
        <extracomment>Entry of the menu with the three dots, for the host: the link for participants</extracomment>
        <translation>העתקת קישור ההזמנה</translation>
    </message>
    <message>
        <source>Copy link for moderators</source>
        <extracomment>Entry of the menu with the three dots, for the host</extracomment>
        <translation>העתקת הקישור למנחים</translation>
    </message>
    <message>
        <source>Leave session</source>
        <extracomment>Entry of the menu of the leave button</extracomment>
        <translation>יציאה מהמפגש</translation>
    </message>
    <message>
        <source>End session for everyone</source>
        <extracomment>Entry of the menu of the leave button, for moderators</extracomment>
        <translation>סיום המפגש לכולם</translation>
    </message>
    <message>
        <source>Click to unlock the room</source>
        <comment>Tooltip of the indicator Room locked, for moderators</comment>
        <translation>לחיצה תבטל את נעילת החדר</translation>
    </message>
    <message>
        <source>A moderator can unlock the room</source>
        <comment>Tooltip of the indicator Room locked, for participants</comment>
        <translation>מנחה יכול לבטל את נעילת החדר</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <extracomment>On the indicator Room locked, for moderators: how many people wait to be let in</extracomment>
        <translation>
            <numerusform>אדם אחד ממתין</numerusform>
            <numerusform>%n ממתינים</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume recording</source>
        <comment>Entry of the menu with the three dots</comment>
        <translation>חידוש ההקלטה</translation>
    </message>
    <message>
        <source>Pause recording</source>
        <comment>Entry of the menu with the three dots</comment>
        <translation>השהיית ההקלטה</translation>
    </message>
    <message>
        <source>Copy link for another network</source>
        <extracomment>Entry of the menu with the three dots, for the host: opens a dialog with a link for each network</extracomment>
        <translation>העתקת קישור לרשת אחרת</translation>
    </message>
    <message>
        <source>Lower hand</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>הורדת היד</translation>
    </message>
    <message>
        <source>Raise hand</source>
        <translation>הרמת יד</translation>
    </message>
    <message numerus="yes">
        <source>Participants (%n)</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>
            <numerusform>משתתפים (%n)</numerusform>
            <numerusform>משתתפים (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Chat (%n new)</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>
            <numerusform>צ׳אט (הודעה חדשה אחת)</numerusform>
            <numerusform>צ׳אט (%n חדשות)</numerusform>
        </translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>צ׳אט</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <extracomment>Entry of the menu with the three dots: begins a chapter of the recording</extracomment>
        <translation>סימון הרגע הזה</translation>
    </message>
    <message>
        <source>Raise your hand to be invited to the stage.</source>
        <extracomment>Tooltip of the microphone&apos;s, camera&apos;s and screen&apos;s buttons</extracomment>
        <translation>אפשר להרים יד כדי לקבל הזמנה לבמה.</translation>
    </message>
</context>
<context>
    <name>prosc::RoomWindow</name>
    <message>
        <source>Link copied. Paste it into a message to the people who should join.</source>
        <extracomment>After &quot;Copy invite link&quot;</extracomment>
        <translation>הקישור הועתק. הדביקו אותו בהודעה למי שאמור להצטרף.</translation>
    </message>
    <message>
        <source>The recording is ready.</source>
        <comment>Notification after a recording was uploaded</comment>
        <translation>ההקלטה מוכנה.</translation>
    </message>
    <message>
        <source>Open Media and Files</source>
        <comment>Button of that notification</comment>
        <translation>פתיחת מדיה וקבצים</translation>
    </message>
    <message>
        <source>Connection lost. Reconnecting… This computer keeps recording.</source>
        <comment>Above the stage while the network is gone, on the computer that records</comment>
        <translation>החיבור נותק. מתחבר מחדש… המחשב הזה ממשיך להקליט.</translation>
    </message>
    <message>
        <source>Connection lost. Reconnecting…</source>
        <comment>Above the stage while the network is gone</comment>
        <translation>החיבור נותק. מתחבר מחדש…</translation>
    </message>
    <message>
        <source>This computer is recording. Keep it going in the background?</source>
        <extracomment>Question after &quot;Leave session&quot; on the computer that records</extracomment>
        <translation>המחשב הזה מקליט. להמשיך ברקע?</translation>
    </message>
    <message>
        <source>Others won&apos;t see or hear you. Leaving stops the recording.</source>
        <extracomment>Under that question</extracomment>
        <translation>אחרים לא יראו ולא ישמעו אותך. יציאה תעצור את ההקלטה.</translation>
    </message>
    <message>
        <source>Keep going in the background</source>
        <extracomment>Button of that question</extracomment>
        <translation>להמשיך ברקע</translation>
    </message>
    <message>
        <source>Stop recording and leave</source>
        <extracomment>Button of that question</extracomment>
        <translation>לעצור את ההקלטה ולצאת</translation>
    </message>
    <message>
        <source>End the session for everyone?</source>
        <extracomment>Question after &quot;End session for everyone&quot;</extracomment>
        <translation>לסיים את המפגש לכולם?</translation>
    </message>
    <message>
        <source>Everyone leaves the room. The recording stops and is saved.</source>
        <extracomment>Under that question while the room is recorded</extracomment>
        <translation>כולם יוצאים מהחדר. ההקלטה נעצרת ונשמרת.</translation>
    </message>
    <message>
        <source>Everyone leaves the room.</source>
        <translation>כולם יוצאים מהחדר.</translation>
    </message>
    <message>
        <source>End session</source>
        <extracomment>Button of that question</extracomment>
        <translation>סיום המפגש</translation>
    </message>
    <message>
        <source>Recording interrupted. Nothing is being saved: this computer is too busy, or its disk is not responding.</source>
        <extracomment>Above the stage, on the computer that records</extracomment>
        <translation>ההקלטה נקטעה. שום דבר אינו נשמר: המחשב הזה עמוס מדי, או שהדיסק שלו אינו מגיב.</translation>
    </message>
    <message>
        <source>%1 This computer keeps recording and keeps trying to reconnect.</source>
        <extracomment>Above the stage on the computer that records; %1 is a sentence that says why, such as &quot;This link has expired. Ask the host for a new one.&quot;</extracomment>
        <translation>%1 המחשב הזה ממשיך להקליט ומנסה להתחבר מחדש.</translation>
    </message>
    <message>
        <source>Recording interrupted. The recording computer is not responding or is too busy. Nothing is being recorded right now.</source>
        <extracomment>Above the stage: the recording computer is asleep, frozen, offline or too busy</extracomment>
        <translation>ההקלטה נקטעה. המחשב המקליט אינו מגיב או עמוס מדי. שום דבר אינו מוקלט כרגע.</translation>
    </message>
    <message>
        <source>Camera disconnected. Now using %1.</source>
        <extracomment>%1 is the name of a camera</extracomment>
        <translation>המצלמה נותקה. כעת בשימוש: %1.</translation>
    </message>
    <message>
        <source>Microphone disconnected. Now using %1.</source>
        <extracomment>%1 is the name of a microphone</extracomment>
        <translation>המיקרופון נותק. כעת בשימוש: %1.</translation>
    </message>
    <message>
        <source>Moderator link copied. Whoever has it can record and lock the room, so send it to moderators only.</source>
        <extracomment>After &quot;Copy link for moderators&quot;</extracomment>
        <translation>קישור המנחים הועתק. מי שמחזיק בו יכול להקליט ולנעול את החדר, ולכן יש לשלוח אותו למנחים בלבד.</translation>
    </message>
</context>
<context>
    <name>prosc::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <extracomment>Title of the dialog</extracomment>
        <translation>הגדרות</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button</extracomment>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>Room</source>
        <extracomment>Heading in the settings</extracomment>
        <translation>חדר</translation>
    </message>
    <message>
        <source>Lock room</source>
        <extracomment>Setting of the room
----------
Button that confirms</extracomment>
        <translation>נעילת החדר</translation>
    </message>
    <message>
        <source>New participants wait until you unlock the room. Hosts can still join.</source>
        <extracomment>Under the setting &quot;Lock room&quot;</extracomment>
        <translation>משתתפים חדשים ימתינו עד שתבטלו את נעילת החדר. מארחים עדיין יכולים להצטרף.</translation>
    </message>
    <message>
        <source>About</source>
        <extracomment>Heading in the settings</extracomment>
        <translation>אודות</translation>
    </message>
    <message>
        <source>Proscenium %1</source>
        <extracomment>%1 is a version number such as 0.1.0</extracomment>
        <translation>Proscenium %1</translation>
    </message>
    <message>
        <source>Participants will be redirected to the waiting room.</source>
        <extracomment>Question after &quot;Lock room&quot; was ticked</extracomment>
        <translation>המשתתפים יועברו לחדר ההמתנה.</translation>
    </message>
    <message>
        <source>Licenses</source>
        <extracomment>Button beside the version number: shows version and licences of all parts</extracomment>
        <translation>רישיונות</translation>
    </message>
</context>
<context>
    <name>prosc::StageView</name>
    <message>
        <source>Stage</source>
        <extracomment>Name of the stage for a screen reader</extracomment>
        <translation>הבמה</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <extracomment>Label of one&apos;s own tile. %1 is one&apos;s own name</extracomment>
        <translation>%1 (אני)</translation>
    </message>
    <message>
        <source>No one is on stage yet.</source>
        <extracomment>In the middle of the empty stage</extracomment>
        <translation>עדיין אין אף אחד על הבמה.</translation>
    </message>
    <message>
        <source>Turn on your camera or microphone to be seen and heard.</source>
        <extracomment>Under &quot;No one is on stage yet.&quot;</extracomment>
        <translation>הפעילו את המצלמה או את המיקרופון כדי שיראו וישמעו אתכם.</translation>
    </message>
    <message>
        <source>Your screen</source>
        <comment>Label of shared content</comment>
        <translation>המסך שלך</translation>
    </message>
    <message>
        <source>Screen of %1</source>
        <comment>Label of shared content; %1 is a name</comment>
        <translation>המסך של %1</translation>
    </message>
    <message>
        <source>On the stage: %1</source>
        <comment>For a screen reader; %1 is a list of names</comment>
        <translation>על הבמה: %1</translation>
    </message>
    <message>
        <source>Copy invite link</source>
        <extracomment>Button in the middle of the empty stage</extracomment>
        <translation>העתקת קישור ההזמנה</translation>
    </message>
</context>
<context>
    <name>prosc::StartPage</name>
    <message>
        <source>Host meetings and record them on this computer.</source>
        <extracomment>Under the program&apos;s name on the start page</extracomment>
        <translation>אירוח פגישות והקלטתן במחשב הזה.</translation>
    </message>
    <message>
        <source>e.g. Dana Levi</source>
        <extracomment>Placeholder of the name field</extracomment>
        <translation>למשל דנה לוי</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <extracomment>Label of the name field; &amp; marks the key that jumps there</extracomment>
        <translation>ה&amp;שם שלך</translation>
    </message>
    <message>
        <source>Host a room</source>
        <extracomment>Heading of the card for hosting</extracomment>
        <translation>אירוח חדר</translation>
    </message>
    <message>
        <source>The room runs on this computer. You&apos;ll get links to share.</source>
        <extracomment>Under the heading &quot;Host a room&quot;</extracomment>
        <translation>החדר פועל במחשב הזה. תקבלו קישורים לשיתוף.</translation>
    </message>
    <message>
        <source>e.g. Biology, lesson 4</source>
        <extracomment>Placeholder of the field for the room&apos;s title</extracomment>
        <translation>למשל ביולוגיה, שיעור 4</translation>
    </message>
    <message>
        <source>Room &amp;title</source>
        <extracomment>Label of the field for the room&apos;s title</extracomment>
        <translation>&amp;כותרת החדר</translation>
    </message>
    <message>
        <source>&amp;Host room</source>
        <extracomment>Button; &amp; marks its key</extracomment>
        <translation>&amp;אירוח החדר</translation>
    </message>
    <message>
        <source>Join a room</source>
        <extracomment>Heading of the card for joining</extracomment>
        <translation>הצטרפות לחדר</translation>
    </message>
    <message>
        <source>Paste the link you got from the host or a moderator.</source>
        <extracomment>Under the heading &quot;Join a room&quot;</extracomment>
        <translation>יש להדביק את הקישור שהתקבל מהמארח או ממנחה.</translation>
    </message>
    <message>
        <source>Room &amp;link</source>
        <extracomment>Label of the field for the room&apos;s link</extracomment>
        <translation>&amp;קישור לחדר</translation>
    </message>
    <message>
        <source>&amp;Join room</source>
        <extracomment>Button; &amp; marks its key</extracomment>
        <translation>&amp;הצטרפות לחדר</translation>
    </message>
    <message>
        <source>Enter your name first.</source>
        <extracomment>Sentence after Host or Join was pressed with an empty name</extracomment>
        <translation>יש להזין קודם שם.</translation>
    </message>
    <message>
        <source>Enter a room title.</source>
        <extracomment>Sentence after Host was pressed with an empty title</extracomment>
        <translation>יש להזין כותרת לחדר.</translation>
    </message>
    <message>
        <source>Enter the room link.</source>
        <extracomment>Sentence after Join was pressed with an empty link</extracomment>
        <translation>יש להזין את הקישור לחדר.</translation>
    </message>
    <message>
        <source>This is not a room link. Room links start with https:// and contain /join/.</source>
        <extracomment>Sentence after Join was pressed with something that is not a room link</extracomment>
        <translation>זה אינו קישור לחדר. קישורים לחדרים מתחילים ב־https:// ומכילים ‎/join/‎.</translation>
    </message>
    <message>
        <source>Join meetings and record them on this computer.</source>
        <extracomment>Under the program&apos;s name on the start page of a program that cannot host rooms</extracomment>
        <translation>הצטרפות לפגישות והקלטתן במחשב הזה.</translation>
    </message>
    <message>
        <source>About</source>
        <extracomment>Button of the start page: version and licences of the program</extracomment>
        <translation>אודות</translation>
    </message>
</context>
<context>
    <name>prosc::Toast</name>
    <message>
        <source>Close</source>
        <extracomment>Closes a short message</extracomment>
        <translation>סגירה</translation>
    </message>
</context>
<context>
    <name>prosc::TrayController</name>
    <message>
        <source>Open</source>
        <extracomment>Entry of the menu in the tray: show the window</extracomment>
        <translation>פתיחה</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>Entry of the menu in the tray</extracomment>
        <translation>סגירת התוכנה</translation>
    </message>
    <message>
        <source>The recording is ready.</source>
        <extracomment>System notification after a recording was uploaded</extracomment>
        <translation>ההקלטה מוכנה.</translation>
    </message>
    <message>
        <source>Keep going in the background</source>
        <extracomment>Button of the question that closing the window asks</extracomment>
        <translation>להמשיך ברקע</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <extracomment>Button of the question that closing the window asks</extracomment>
        <translation>לעצור ולסגור</translation>
    </message>
    <message>
        <source>This computer hosts the room and is recording. Keep it going in the background?</source>
        <extracomment>Question when the window is closed</extracomment>
        <translation>המחשב הזה מארח את החדר ומקליט. להמשיך ברקע?</translation>
    </message>
    <message>
        <source>This computer is recording. Keep it going in the background?</source>
        <extracomment>Question when the window is closed</extracomment>
        <translation>המחשב הזה מקליט. להמשיך ברקע?</translation>
    </message>
    <message>
        <source>This computer hosts the room. Keep it going in the background?</source>
        <extracomment>Question when the window is closed</extracomment>
        <translation>המחשב הזה מארח את החדר. להמשיך ברקע?</translation>
    </message>
    <message>
        <source>A recording is being uploaded. Keep it going in the background?</source>
        <extracomment>Question when the window is closed</extracomment>
        <translation>הקלטה נמצאת בהעלאה. להמשיך ברקע?</translation>
    </message>
    <message>
        <source>Keep this computer on</source>
        <comment>In the tray, while something goes on</comment>
        <translation>נא להשאיר את המחשב פועל</translation>
    </message>
    <message>
        <source>Safe to close</source>
        <comment>In the tray: the computer may be switched off now</comment>
        <translation>אפשר לכבות</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) not uploaded yet</source>
        <extracomment>In the tray menu</extracomment>
        <translation>
            <numerusform>הקלטה אחת טרם הועלתה</numerusform>
            <numerusform>%n הקלטות טרם הועלו</numerusform>
        </translation>
    </message>
    <message>
        <source>About</source>
        <extracomment>Entry of the menu in the tray: version and licences of the program</extracomment>
        <translation>אודות</translation>
    </message>
</context>
<context>
    <name>prosc::UploadOptions</name>
    <message>
        <source>Upload only after the meeting</source>
        <extracomment>Setting of this computer</extracomment>
        <translation>להעלות רק אחרי הפגישה</translation>
    </message>
    <message>
        <source>Uploads from this computer</source>
        <extracomment>Heading in the settings</extracomment>
        <translation>העלאות מהמחשב הזה</translation>
    </message>
    <message>
        <source>Uploads start automatically after the meeting.</source>
        <extracomment>Under the setting &quot;Upload only after the meeting&quot;</extracomment>
        <translation>ההעלאות מתחילות אוטומטית אחרי הפגישה.</translation>
    </message>
    <message>
        <source>Counted from when the upload is verified. Nothing is removed before that.</source>
        <extracomment>Under the setting &quot;Copies on this computer&quot;</extracomment>
        <translation>נספר מרגע שההעלאה אומתה. לפני כן שום דבר אינו מוסר.</translation>
    </message>
    <message>
        <source>Maximum upload speed</source>
        <extracomment>Setting of this computer: the maximum speed of uploads</extracomment>
        <translation>מהירות העלאה מרבית</translation>
    </message>
    <message>
        <source>Unit of the upload speed</source>
        <extracomment>Name of the choice between &quot;No limit&quot;, &quot;kbit/s&quot; and &quot;Mbit/s&quot;, for a screen reader</extracomment>
        <translation>יחידת מהירות ההעלאה</translation>
    </message>
    <message>
        <source>No limit</source>
        <extracomment>Choice of the setting &quot;Maximum upload speed&quot;</extracomment>
        <translation>ללא הגבלה</translation>
    </message>
    <message>
        <source>kbit/s</source>
        <extracomment>Choice of the setting &quot;Maximum upload speed&quot;: kilobits per second</extracomment>
        <translation>קילו־ביט/שנייה</translation>
    </message>
    <message>
        <source>Mbit/s</source>
        <extracomment>Choice of the setting &quot;Maximum upload speed&quot;: megabits per second</extracomment>
        <translation>מגה־ביט/שנייה</translation>
    </message>
    <message>
        <source>Copies on this computer</source>
        <extracomment>Setting of this computer: what happens to uploaded recordings</extracomment>
        <translation>עותקים במחשב הזה</translation>
    </message>
    <message>
        <source>Remove after 7 days</source>
        <extracomment>Choice of the setting &quot;Copies on this computer&quot;</extracomment>
        <translation>להסיר אחרי 7 ימים</translation>
    </message>
    <message>
        <source>Remove at once</source>
        <extracomment>Choice of the setting &quot;Copies on this computer&quot;</extracomment>
        <translation>להסיר מיד</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Choice of the setting &quot;Copies on this computer&quot;</extracomment>
        <translation>לשמור</translation>
    </message>
</context>
<context>
    <name>prosc::UploadStrip</name>
    <message>
        <source>Uploading the recording…</source>
        <extracomment>A recording on its way to the library</extracomment>
        <translation>ההקלטה מועלית…</translation>
    </message>
    <message>
        <source>Checking the uploaded recording…</source>
        <extracomment>A recording on its way to the library: the checksums are compared</extracomment>
        <translation>ההקלטה שהועלתה נבדקת…</translation>
    </message>
    <message>
        <source>The recording is waiting to be uploaded.</source>
        <extracomment>A recording on its way to the library</extracomment>
        <translation>ההקלטה ממתינה להעלאה.</translation>
    </message>
    <message>
        <source>Upload of the recording</source>
        <extracomment>Name of the progress bar for a screen reader</extracomment>
        <translation>העלאת ההקלטה</translation>
    </message>
    <message>
        <source>Retry now</source>
        <extracomment>Button: retry the upload immediately</extracomment>
        <translation>ניסיון חוזר עכשיו</translation>
    </message>
    <message>
        <source>The recording is saved on this computer, but not uploaded. %1</source>
        <extracomment>A recording on its way to the library. %1 is a sentence that says why</extracomment>
        <translation>ההקלטה שמורה במחשב הזה, אך לא הועלתה. %1</translation>
    </message>
    <message>
        <source>The recording is on this computer. The upload will be retried automatically. %1</source>
        <extracomment>A recording on its way to the library. %1 is a sentence that says why it waits</extracomment>
        <translation>ההקלטה נמצאת במחשב הזה. ניסיון העלאה נוסף יתבצע אוטומטית. %1</translation>
    </message>
    <message>
        <source>The upload is paused.</source>
        <extracomment>A recording on its way to the library</extracomment>
        <translation>ההעלאה מושהית.</translation>
    </message>
    <message>
        <source>The recording will be uploaded after the meeting.</source>
        <extracomment>A recording on its way to the library: the settings say &quot;Upload only after the meeting&quot;</extracomment>
        <translation>ההקלטה תועלה אחרי הפגישה.</translation>
    </message>
    <message>
        <source>Resume</source>
        <extracomment>Button: resume a paused upload</extracomment>
        <translation>חידוש</translation>
    </message>
    <message>
        <source>Stop uploading “%1” for good?</source>
        <extracomment>Question after &quot;Stop uploading&quot;. %1 is the name of a file</extracomment>
        <translation>להפסיק לצמיתות את העלאת „%1”?</translation>
    </message>
    <message>
        <source>The recording stays in the folder %1 on this computer. It will no longer be uploaded automatically.</source>
        <extracomment>Under that question. %1 is a folder</extracomment>
        <translation>ההקלטה נשארת בתיקייה %1 במחשב הזה. היא לא תועלה עוד אוטומטית.</translation>
    </message>
    <message>
        <source>The file is no longer in the folder %1 on this computer. What the room received stays there.</source>
        <extracomment>Under that question, when the file is gone. %1 is a folder</extracomment>
        <translation>הקובץ אינו נמצא עוד בתיקייה %1 במחשב הזה. מה שהגיע לחדר נשאר בו.</translation>
    </message>
    <message>
        <source>Stop uploading</source>
        <extracomment>Button that confirms</extracomment>
        <translation>הפסקת ההעלאה</translation>
    </message>
    <message>
        <source>Stop uploading…</source>
        <extracomment>Button: stop uploading it permanently</extracomment>
        <translation>הפסקת ההעלאה…</translation>
    </message>
</context>
<context>
    <name>prosc::WaitingDialog</name>
    <message>
        <source>Waiting room</source>
        <extracomment>Title of the list of people who wait to be let in</extracomment>
        <translation>חדר המתנה</translation>
    </message>
    <message>
        <source>Unlock room</source>
        <extracomment>Button of the waiting room: anybody may enter from now on, those who wait too</extracomment>
        <translation>ביטול נעילת החדר</translation>
    </message>
    <message>
        <source>Admit all</source>
        <extracomment>Button of the waiting room: let everybody in who waits; the room stays locked</extracomment>
        <translation>הכנסת כולם</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button of a dialog</extracomment>
        <translation>סגירה</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>דחייה</translation>
    </message>
    <message>
        <source>Admit</source>
        <translation>הכנסה</translation>
    </message>
    <message>
        <source>Admit %1</source>
        <extracomment>Names of these buttons for a screen reader; %1 is a person&apos;s name</extracomment>
        <translation>הכנסת %1</translation>
    </message>
    <message>
        <source>Decline %1</source>
        <translation>דחיית %1</translation>
    </message>
    <message numerus="yes">
        <source>%n people are waiting to join.</source>
        <comment>In the waiting room</comment>
        <translation>
            <numerusform>אדם אחד ממתין להצטרף.</numerusform>
            <numerusform>%n אנשים ממתינים להצטרף.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prosc::WaitingPage</name>
    <message>
        <source>The room is locked</source>
        <translation>החדר נעול</translation>
    </message>
    <message>
        <source>Leave the waiting room</source>
        <extracomment>Button on the page shown while the room is locked</extracomment>
        <translation>יציאה מחדר ההמתנה</translation>
    </message>
    <message>
        <source>You are in the waiting room. You will enter automatically once a moderator lets you in.</source>
        <extracomment>Under that heading</extracomment>
        <translation>אתם בחדר ההמתנה. תיכנסו אוטומטית כשמנחה יכניס אתכם.</translation>
    </message>
    <message>
        <source>A moderator has to let you in</source>
        <extracomment>Heading of the page shown while one waits, because somebody from there was removed</extracomment>
        <translation>מנחה צריך להכניס אותך</translation>
    </message>
</context>
<context>
    <name>prosc::WaitingStrip</name>
    <message>
        <source>Decline</source>
        <extracomment>Button beside &quot;… is waiting to join.&quot;: send this person away</extracomment>
        <translation>דחייה</translation>
    </message>
    <message>
        <source>Admit</source>
        <extracomment>Button beside &quot;… is waiting to join.&quot;: let this person in</extracomment>
        <translation>הכנסה</translation>
    </message>
    <message>
        <source>See all</source>
        <extracomment>Button beside &quot;… people are waiting to join.&quot;</extracomment>
        <translation>הצגת הכול</translation>
    </message>
    <message>
        <source>%1 is waiting to join.</source>
        <extracomment>For moderators of a locked room; %1 is a person&apos;s name</extracomment>
        <translation>%1 ממתין להצטרף.</translation>
    </message>
    <message numerus="yes">
        <source>%n people are waiting to join.</source>
        <extracomment>For moderators of a locked room</extracomment>
        <translation>
            <numerusform>אדם אחד ממתין להצטרף.</numerusform>
            <numerusform>%n אנשים ממתינים להצטרף.</numerusform>
        </translation>
    </message>
    <message>
        <source>Admit %1</source>
        <extracomment>Names of these buttons for a screen reader; %1 is a person&apos;s name</extracomment>
        <translation>הכנסת %1</translation>
    </message>
    <message>
        <source>Decline %1</source>
        <translation>דחיית %1</translation>
    </message>
</context>
</TS>
