<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en_GB">
<context>
    <name>ChapterText</name>
    <message>
        <source>Start</source>
        <comment>Chapter: the recording begins</comment>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>Shared content</source>
        <comment>Chapter: somebody shares a screen</comment>
        <translation>Geteilter Inhalt</translation>
    </message>
    <message>
        <source>Sharing ended</source>
        <comment>Chapter: a screen is not shared any more</comment>
        <translation>Teilen beendet</translation>
    </message>
    <message>
        <source>One person highlighted</source>
        <comment>Chapter: a moderator made one tile the main one</comment>
        <translation>Eine Person hervorgehoben</translation>
    </message>
    <message>
        <source>Everyone</source>
        <comment>Chapter: all tiles have the same size again</comment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Recording resumed</source>
        <comment>Chapter: the recording goes on after a pause</comment>
        <translation>Aufnahme fortgesetzt</translation>
    </message>
    <message>
        <source>Recording continued after an interruption</source>
        <comment>Chapter: the recording program was gone for a while, which is missing here</comment>
        <translation>Aufnahme nach einer Unterbrechung fortgesetzt</translation>
    </message>
    <message>
        <source>Mark %1</source>
        <comment>Chapter: a moderator marked this moment; %1 is 1, 2, 3 …</comment>
        <translation>Markierung %1</translation>
    </message>
</context>
<context>
    <name>ClosingText</name>
    <message>
        <source>The host left. The session ends in %1 unless a host comes back.</source>
        <comment>Above the stage; %1 is minutes and seconds, such as 14:59</comment>
        <translation>Der Gastgeber ist gegangen. Die Sitzung endet in %1, wenn kein Gastgeber zurückkommt.</translation>
    </message>
    <message numerus="yes">
        <source>This session reaches its maximum length in %n minutes, and ends.</source>
        <comment>Above the stage</comment>
        <translation>
            <numerusform>Diese Sitzung erreicht in %n Minute ihre Höchstdauer und endet dann.</numerusform>
            <numerusform>Diese Sitzung erreicht in %n Minuten ihre Höchstdauer und endet dann.</numerusform>
        </translation>
    </message>
    <message>
        <source>This session reaches its maximum length in %1, and ends.</source>
        <comment>Above the stage; %1 is minutes and seconds, such as 9:59</comment>
        <translation>Diese Sitzung erreicht in %1 ihre Höchstdauer und endet dann.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This version of Proscenium is not compatible with the room. Update Proscenium.</source>
        <comment>Error while joining: the two speak different versions of the protocol</comment>
        <translation>Diese Version von Proscenium ist nicht mit dem Raum kompatibel. Aktualisieren Sie Proscenium.</translation>
    </message>
    <message>
        <source>This room no longer exists. Ask the host for a new link.</source>
        <comment>Error while joining</comment>
        <translation>Diesen Raum gibt es nicht mehr. Bitten Sie den Gastgeber um einen neuen Link.</translation>
    </message>
    <message>
        <source>This link is not valid. Copy the whole link, or ask the host for a new one.</source>
        <comment>Error while joining: the secret part of the link is wrong</comment>
        <translation>Dieser Link ist ungültig. Kopieren Sie den ganzen Link oder bitten Sie den Gastgeber um einen neuen.</translation>
    </message>
    <message>
        <source>This link has expired. Ask the host for a new one.</source>
        <comment>Error while joining</comment>
        <translation>Dieser Link ist abgelaufen. Bitten Sie den Gastgeber um einen neuen.</translation>
    </message>
    <message>
        <source>The room is locked. Wait until a moderator unlocks it.</source>
        <comment>Error while joining</comment>
        <translation>Der Raum ist gesperrt. Warten Sie, bis ein Moderator ihn entsperrt.</translation>
    </message>
    <message>
        <source>Can&apos;t reach the room. Check your network and the link, then try again.</source>
        <comment>Error of the network</comment>
        <translation>Der Raum ist nicht erreichbar. Prüfen Sie Ihr Netzwerk und den Link und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The room&apos;s identity could not be verified. Ask the host for the link again.</source>
        <comment>Error while joining: the TLS certificate is not the one named in the link</comment>
        <translation>Die Identität des Raums konnte nicht überprüft werden. Bitten Sie den Gastgeber noch einmal um den Link.</translation>
    </message>
    <message>
        <source>Only hosts and moderators can do this. Ask one of them.</source>
        <comment>The service refused what somebody asked for</comment>
        <translation>Das können nur Gastgeber und Moderatoren. Bitten Sie einen von ihnen darum.</translation>
    </message>
    <message>
        <source>Recording can be started and stopped from a computer.</source>
        <comment>Refused because the device is a phone or a tablet</comment>
        <translation>Die Aufnahme kann an einem Computer gestartet und gestoppt werden.</translation>
    </message>
    <message>
        <source>%1 started recording.</source>
        <comment>Somebody else was faster. %1 is the person&apos;s name</comment>
        <translation>%1 hat die Aufnahme gestartet.</translation>
    </message>
    <message>
        <source>This session is already being recorded. Stop that recording first.</source>
        <comment>Refused: there is a recording already</comment>
        <translation>Diese Sitzung wird bereits aufgenommen. Stoppen Sie zuerst die laufende Aufnahme.</translation>
    </message>
    <message>
        <source>Nothing is being recorded. Press Start recording to begin.</source>
        <comment>Refused: stop without a recording</comment>
        <translation>Es läuft keine Aufnahme. Klicken Sie auf „Aufnahme starten“, um zu beginnen.</translation>
    </message>
    <message>
        <source>That recording has already ended. There is nothing to do.</source>
        <comment>Refused: the request was about an earlier recording</comment>
        <translation>Diese Aufnahme ist bereits beendet. Sie müssen nichts tun.</translation>
    </message>
    <message>
        <source>No computer in the room can record. Join with the Proscenium desktop program.</source>
        <comment>Refused: somebody in a browser asked to record</comment>
        <translation>Kein Computer im Raum kann aufnehmen. Treten Sie mit dem Desktop-Programm Proscenium bei.</translation>
    </message>
    <message>
        <source>This computer&apos;s FFmpeg cannot encode video. Install FFmpeg with libx264 and libvpx, then try again.</source>
        <comment>No recording, or no camera, is possible</comment>
        <translation>FFmpeg kann auf diesem Computer kein Video codieren. Installieren Sie FFmpeg mit libx264 und libvpx und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>You can&apos;t see or hear others at the moment. Reconnecting automatically.</source>
        <comment>The media server is not running</comment>
        <translation>Sie können die anderen zurzeit weder sehen noch hören. Die Verbindung wird automatisch wiederhergestellt.</translation>
    </message>
    <message>
        <source>The media server Janus could not be started. Reinstall the package &quot;janus&quot; and host the room again.</source>
        <comment>A part of the program fails on the host&apos;s computer</comment>
        <translation>Der Medienserver Janus konnte nicht gestartet werden. Installieren Sie das Paket „janus“ neu und starten Sie den Raum noch einmal.</translation>
    </message>
    <message>
        <source>Audio or video could not be sent or received. Leave the room and join again.</source>
        <comment>Decoding, encoding or the WebRTC connection failed</comment>
        <translation>Ton oder Video konnte nicht gesendet oder empfangen werden. Verlassen Sie den Raum und treten Sie erneut bei.</translation>
    </message>
    <message>
        <source>No camera, microphone or screen found. Connect one and try again.</source>
        <comment>No camera, microphone or screen</comment>
        <translation>Kamera, Mikrofon oder Bildschirm nicht gefunden. Schließen Sie das Gerät an und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Access was denied. Allow it in the system settings, then try again.</source>
        <comment>No permission to use a device or a folder</comment>
        <translation>Der Zugriff wurde verweigert. Erlauben Sie ihn in den Systemeinstellungen und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, then try again.</source>
        <comment>Writing a recording, an upload or a download</comment>
        <translation>Die Festplatte ist voll. Geben Sie Speicherplatz frei und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The file could not be written. Check the disk or choose another folder.</source>
        <comment>Writing a recording, an upload or a download</comment>
        <translation>Die Datei konnte nicht geschrieben werden. Prüfen Sie die Festplatte oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The uploaded copy does not match the original, which is kept here. Upload it again.</source>
        <comment>After an upload or download the checksums differ</comment>
        <translation>Die hochgeladene Kopie stimmt nicht mit dem Original überein, das hier erhalten bleibt. Laden Sie es noch einmal hoch.</translation>
    </message>
    <message>
        <source>The upload was interrupted. Press Retry now to continue.</source>
        <comment>The server&apos;s upload offset is not ours</comment>
        <translation>Der Upload wurde unterbrochen. Klicken Sie auf „Jetzt wiederholen“, um fortzufahren.</translation>
    </message>
    <message>
        <source>The file is damaged. Look for the original on the computer that recorded it.</source>
        <comment>A recording cannot be read</comment>
        <translation>Die Datei ist beschädigt. Suchen Sie das Original auf dem Computer, der sie aufgenommen hat.</translation>
    </message>
    <message>
        <source>It no longer exists. Refresh the list and choose another.</source>
        <comment>A recording, person or file is gone</comment>
        <translation>Das Element ist nicht mehr vorhanden. Aktualisieren Sie die Liste und wählen Sie ein anderes aus.</translation>
    </message>
    <message>
        <source>This is larger than the room accepts. Ask the host to raise the limit.</source>
        <comment>Refused because of its size</comment>
        <translation>Das ist größer, als der Raum zulässt. Bitten Sie den Gastgeber, das Limit zu erhöhen.</translation>
    </message>
    <message>
        <source>A proxy between this computer and the room service refused the upload (403). Ask its administrator to let uploads to the room service pass.</source>
        <comment>Not the room service, but a proxy before it has answered; 403 is its HTTP status</comment>
        <translation>Ein Proxy zwischen diesem Computer und dem Raumdienst hat den Upload abgelehnt (403). Bitten Sie den Administrator des Proxys, Uploads zum Raumdienst zuzulassen.</translation>
    </message>
    <message>
        <source>A proxy between this computer and the room service refuses uploads of this size. Ask its administrator to raise the limit (nginx: client_max_body_size).</source>
        <comment>Not the room service, but a proxy before it has answered; client_max_body_size is the name of the setting in nginx</comment>
        <translation>Ein Proxy zwischen diesem Computer und dem Raumdienst lehnt Uploads dieser Größe ab. Bitten Sie den Administrator des Proxys, das Limit zu erhöhen (nginx: client_max_body_size).</translation>
    </message>
    <message>
        <source>A proxy between this computer and the room service does not let the upload through. Ask its administrator to allow the methods POST, PATCH and HEAD for /api/uploads.</source>
        <comment>Not the room service, but a proxy before it has answered; methods of HTTP</comment>
        <translation>Ein Proxy zwischen diesem Computer und dem Raumdienst lässt den Upload nicht durch. Bitten Sie den Administrator des Proxys, die Methoden POST, PATCH und HEAD für /api/uploads zu erlauben.</translation>
    </message>
    <message>
        <source>A proxy between this computer and the room service answers in its place. Check that the room&apos;s computer is on, and whether this network asks you to sign in first.</source>
        <comment>Not the room service, but a proxy before it has answered</comment>
        <translation>Ein Proxy zwischen diesem Computer und dem Raumdienst antwortet an dessen Stelle. Prüfen Sie, ob der Computer des Raums eingeschaltet ist und ob Sie sich in diesem Netzwerk zuerst anmelden müssen.</translation>
    </message>
    <message>
        <source>Something you entered is not valid. Check it and try again.</source>
        <comment>A text or an option is wrong</comment>
        <translation>Eine Eingabe ist ungültig. Prüfen Sie sie und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be understood. Check that the link leads to a Proscenium room.</source>
        <comment>A message of the protocol was malformed</comment>
        <translation>Die Antwort des Servers wurde nicht verstanden. Prüfen Sie, ob der Link zu einem Proscenium-Raum führt.</translation>
    </message>
    <message>
        <source>The limit has been reached. Wait a moment, then try again.</source>
        <comment>Refused: a limit on people, rooms or requests is reached</comment>
        <translation>Das Limit ist erreicht. Warten Sie einen Moment und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There was no answer in time. Check your network, then try again.</source>
        <comment>Error of the network</comment>
        <translation>Die Antwort kam nicht rechtzeitig. Prüfen Sie Ihr Netzwerk und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Cancelled. You can start it again at any time.</source>
        <comment>Somebody cancelled what was running</comment>
        <translation>Abgebrochen. Sie können den Vorgang jederzeit neu starten.</translation>
    </message>
    <message>
        <source>Another program uses this port. Close it, or choose another port.</source>
        <comment>The room service cannot listen</comment>
        <translation>Ein anderes Programm verwendet diesen Port. Schließen Sie es oder wählen Sie einen anderen Port.</translation>
    </message>
    <message>
        <source>The configuration is not valid. Correct the named entry and start again.</source>
        <comment>The room service&apos;s configuration file</comment>
        <translation>Die Konfiguration ist ungültig. Korrigieren Sie den genannten Eintrag und starten Sie neu.</translation>
    </message>
    <message>
        <source>Something went wrong in Proscenium. Try again. If the problem persists, report it with the log.</source>
        <comment>An error without a better explanation</comment>
        <translation>In Proscenium ist etwas schiefgegangen. Versuchen Sie es noch einmal. Wenn das Problem weiterhin besteht, melden Sie es zusammen mit dem Protokoll.</translation>
    </message>
    <message>
        <source>Another program on this computer, perhaps Proscenium itself, is using the same recordings. Close it, then try again.</source>
        <comment>The room service cannot open its library</comment>
        <translation>Ein anderes Programm auf diesem Computer, vielleicht Proscenium selbst, verwendet dieselben Aufnahmen. Schließen Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The list of the recordings on this computer is damaged; the recordings are not. Run “proscenium-room library rebuild” in a terminal, then start again.</source>
        <comment>The index of the library cannot be read; “…” is a command</comment>
        <translation>Die Liste der Aufzeichnungen auf diesem Computer ist beschädigt, die Aufzeichnungen selbst sind es nicht. Führen Sie „proscenium-room library rebuild“ in einem Terminal aus und starten Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>A part of Proscenium is missing. Install Proscenium again.</source>
        <comment>The program does not find something that was installed with it</comment>
        <translation>Ein Teil von Proscenium fehlt. Installieren Sie Proscenium neu.</translation>
    </message>
    <message>
        <source>Something that Proscenium needs is not installed: %1. Install it, then start Proscenium again.</source>
        <comment>%1: names of Debian packages</comment>
        <translation>Etwas, das Proscenium braucht, ist nicht installiert: %1. Installieren Sie es und starten Sie Proscenium neu.</translation>
    </message>
    <message>
        <source>The media server Janus is not installed, so participants can&apos;t see or hear each other. Install the package &quot;janus&quot; (Debian 13 has none, see docs/hosting.md) and host the room again, or host it on another computer.</source>
        <comment>A part of the program is missing on the host&apos;s computer</comment>
        <translation>Der Medienserver Janus ist nicht installiert, deshalb können die Teilnehmenden einander weder sehen noch hören. Installieren Sie das Paket „janus“ (in Debian 13 gibt es keines, siehe docs/hosting.md) und öffnen Sie den Raum erneut, oder öffnen Sie ihn auf einem anderen Computer.</translation>
    </message>
    <message>
        <source>The recordings on this computer were kept by a newer version of Proscenium, so nothing was changed. Install that version again.</source>
        <comment>The index of the library has a format that this version does not know</comment>
        <translation>Die Aufnahmen auf diesem Computer wurden von einer neueren Version von Proscenium verwaltet; es wurde nichts verändert. Installieren Sie wieder jene Version.</translation>
    </message>
    <message>
        <source>A moderator did not let you in.</source>
        <comment>After waiting: somebody pressed Decline</comment>
        <translation>Ein Moderator hat Sie nicht eingelassen.</translation>
    </message>
    <message>
        <source>You were removed from the session.</source>
        <comment>A moderator removed this person</comment>
        <translation>Sie wurden aus der Sitzung entfernt.</translation>
    </message>
    <message>
        <source>The session has reached its maximum length and has ended. Recordings are in Media and Files of the room.</source>
        <comment>After 72 hours</comment>
        <translation>Die Sitzung hat ihre Höchstdauer erreicht und ist beendet. Die Aufnahmen finden Sie im Raum unter „Medien und Dateien“.</translation>
    </message>
    <message>
        <source>The session has ended because the host was away. Recordings are in Media and Files of the room.</source>
        <comment>It timed out</comment>
        <translation>Die Sitzung ist beendet, weil der Gastgeber abwesend war. Die Aufnahmen finden Sie im Raum unter „Medien und Dateien“.</translation>
    </message>
    <message>
        <source>The session has ended. Recordings are in Media and Files of the room.</source>
        <comment>A moderator ended the session</comment>
        <translation>Die Sitzung ist beendet. Die Aufnahmen finden Sie im Raum unter „Medien und Dateien“.</translation>
    </message>
    <message>
        <source>This person is no longer waiting: somebody else answered, or they left.</source>
        <comment>Refused: Admit or Decline came too late</comment>
        <translation>Diese Person wartet nicht mehr: Jemand anderes hat schon entschieden, oder sie ist gegangen.</translation>
    </message>
    <message>
        <source>Only a host can do this to %1, who is a host or moderator.</source>
        <comment>Refused: a host stands over moderators. %1 is a person&apos;s name</comment>
        <translation>Das kann nur ein Gastgeber tun: %1 ist Gastgeber oder Moderator.</translation>
    </message>
    <message>
        <source>%1&apos;s computer is recording. Stop the recording first.</source>
        <comment>Refused: this person cannot be removed. %1 is a person&apos;s name</comment>
        <translation>Der Computer von %1 nimmt auf. Stoppen Sie zuerst die Aufnahme.</translation>
    </message>
    <message>
        <source>Only people invited by a moderator can go on stage.</source>
        <comment>Refused: the room lets nobody on stage who was not invited</comment>
        <translation>Auf die Bühne kommt nur, wen ein Moderator einlädt.</translation>
    </message>
</context>
<context>
    <name>FormatText</name>
    <message>
        <source>%1%</source>
        <comment>How much is done; %1 is a number</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>more than %1 h</source>
        <comment>For how long the disk lasts; %1 is a number of hours</comment>
        <translation>mehr als %1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>For how long the disk lasts: hours and minutes</comment>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 Mbit/s</source>
        <comment>Megabits a second</comment>
        <translation>%1 Mbit/s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>For how long the disk lasts: minutes</comment>
        <translation>%1 min</translation>
    </message>
</context>
<context>
    <name>MediaEntry</name>
    <message>
        <source>Processing…</source>
        <extracomment>State of a recording in the library</extracomment>
        <translation>Wird verarbeitet …</translation>
    </message>
    <message>
        <source>Checking…</source>
        <extracomment>State of a recording: the checksums are compared</extracomment>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Uploading %1</source>
        <extracomment>State of a recording. %1 is a percentage such as 45%</extracomment>
        <translation>Wird hochgeladen: %1</translation>
    </message>
    <message>
        <source>Waiting to upload from this computer.</source>
        <extracomment>State of a recording</extracomment>
        <translation>Wartet auf diesem Computer auf den Upload.</translation>
    </message>
    <message>
        <source>Failed. %1</source>
        <extracomment>State of a recording. %1 is a sentence that says why</extracomment>
        <translation>Fehlgeschlagen. %1</translation>
    </message>
    <message>
        <source>Waiting on this computer. The upload will be retried automatically. %1</source>
        <extracomment>State of a recording. %1 is a sentence that says why</extracomment>
        <translation>Wartet auf diesem Computer. Der Upload wird automatisch wiederholt. %1</translation>
    </message>
    <message>
        <source>Saved on this computer, but not uploaded. %1</source>
        <extracomment>State of a recording. %1 is a sentence that says why</extracomment>
        <translation>Auf diesem Computer gespeichert, aber nicht hochgeladen. %1</translation>
    </message>
    <message>
        <source>Upload paused. The recording is safe on this computer.</source>
        <extracomment>State of a recording whose upload somebody has paused</extracomment>
        <translation>Upload pausiert. Die Aufnahme ist sicher auf diesem Computer gespeichert.</translation>
    </message>
    <message>
        <source>Will be uploaded from this computer after the meeting.</source>
        <extracomment>State of a recording: the settings say &quot;Upload only after the meeting&quot;</extracomment>
        <translation>Wird nach dem Meeting von diesem Computer hochgeladen.</translation>
    </message>
    <message>
        <source>Recording now. Upload paused.</source>
        <extracomment>State of a recording in progress on this computer</extracomment>
        <translation>Wird gerade aufgenommen. Upload pausiert.</translation>
    </message>
    <message>
        <source>Recording now. Will be uploaded after the meeting.</source>
        <extracomment>State of a recording in progress on this computer</extracomment>
        <translation>Wird gerade aufgenommen. Der Upload beginnt nach dem Meeting.</translation>
    </message>
    <message>
        <source>Recording now. The upload will be retried automatically. %1</source>
        <extracomment>State of a recording in progress on this computer. %1 is a sentence that says why</extracomment>
        <translation>Wird gerade aufgenommen. Der Upload wird automatisch wiederholt. %1</translation>
    </message>
    <message>
        <source>Recording now. %1 uploaded so far.</source>
        <extracomment>State of a recording that is uploaded while in progress. %1 is a size such as 45 MB</extracomment>
        <translation>Wird gerade aufgenommen. Bisher %1 hochgeladen.</translation>
    </message>
    <message>
        <source>Recording now.</source>
        <extracomment>State of a recording</extracomment>
        <translation>Wird gerade aufgenommen.</translation>
    </message>
    <message>
        <source>The recording computer lost its connection. You can play what has arrived. The rest follows automatically when that computer is back.</source>
        <extracomment>State of a recording</extracomment>
        <translation>Die Verbindung zum aufnehmenden Computer wurde unterbrochen. Was angekommen ist, können Sie abspielen. Der Rest folgt automatisch, sobald der Computer wieder verbunden ist.</translation>
    </message>
    <message>
        <source>This file is damaged. Review it, and keep the original on the computer that recorded it.</source>
        <extracomment>Warning beside a recording that can be played</extracomment>
        <translation>Diese Datei ist beschädigt. Sehen Sie sie sich an und bewahren Sie das Original auf dem Computer auf, der sie aufgenommen hat.</translation>
    </message>
    <message>
        <source>This file could not be checked completely. Review it before you rely on it.</source>
        <extracomment>Warning beside a recording that can be played</extracomment>
        <translation>Diese Datei konnte nicht vollständig geprüft werden. Sehen Sie sie sich an, bevor Sie sich auf sie verlassen.</translation>
    </message>
    <message>
        <source>Uploading…</source>
        <extracomment>State of a recording whose size is not known yet</extracomment>
        <translation>Wird hochgeladen …</translation>
    </message>
    <message>
        <source>The upload is paused.</source>
        <extracomment>After a sentence that says why a recording was not uploaded</extracomment>
        <translation>Der Upload ist pausiert.</translation>
    </message>
    <message>
        <source>Failed. Nothing was received from this recording.</source>
        <extracomment>State of a recording of which the library received nothing</extracomment>
        <translation>Fehlgeschlagen. Von dieser Aufnahme ist nichts angekommen.</translation>
    </message>
    <message>
        <source>Deleted permanently within a day.</source>
        <extracomment>State of a recording in the bin</extracomment>
        <translation>Wird innerhalb eines Tages endgültig gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>Deleted permanently in %n day(s).</source>
        <extracomment>State of a recording in the bin: %n days from now</extracomment>
        <translation>
            <numerusform>Wird in %n Tag endgültig gelöscht.</numerusform>
            <numerusform>Wird in %n Tagen endgültig gelöscht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonActions</name>
    <message>
        <source>Mute</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>Ask to unmute</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>Um Einschalten des Mikrofons bitten</translation>
    </message>
    <message>
        <source>Turn camera off</source>
        <comment>A person&apos;s menu, for moderators: that person&apos;s camera</comment>
        <translation>Kamera ausschalten</translation>
    </message>
    <message>
        <source>Invite to the stage</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>Auf die Bühne einladen</translation>
    </message>
    <message>
        <source>Lower hand</source>
        <comment>A person&apos;s menu, for moderators: declines what the raised hand asks for</comment>
        <translation>Hand senken</translation>
    </message>
    <message>
        <source>Take off the stage</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>Von der Bühne nehmen</translation>
    </message>
    <message>
        <source>Make moderator</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>Zum Moderator machen</translation>
    </message>
    <message>
        <source>Make participant</source>
        <comment>A moderator&apos;s menu, for the host: take the role away</comment>
        <translation>Zum Teilnehmer machen</translation>
    </message>
    <message>
        <source>Remove from session …</source>
        <comment>A person&apos;s menu, for moderators</comment>
        <translation>Aus der Sitzung entfernen …</translation>
    </message>
</context>
<context>
    <name>PersonMenu</name>
    <message>
        <source>Remove %1 from the session?</source>
        <extracomment>Question to a moderator; %1 is a person&apos;s name</extracomment>
        <translation>%1 aus der Sitzung entfernen?</translation>
    </message>
    <message>
        <source>They can come back only if a moderator admits them.</source>
        <comment>Under that question</comment>
        <translation>Eine Rückkehr ist nur möglich, wenn ein Moderator zustimmt.</translation>
    </message>
    <message>
        <source>Remove</source>
        <comment>Button of that question</comment>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove highlight</source>
        <comment>Tile&apos;s menu: it is the main one no more</comment>
        <translation>Hervorhebung aufheben</translation>
    </message>
    <message>
        <source>Highlight for everyone</source>
        <comment>Tile&apos;s menu: make it the main one</comment>
        <translation>Für alle hervorheben</translation>
    </message>
    <message>
        <source>Fit to frame</source>
        <comment>Tile&apos;s menu: show the whole picture</comment>
        <translation>An Rahmen anpassen</translation>
    </message>
    <message>
        <source>Fill the frame</source>
        <comment>Tile&apos;s menu: crop the picture to the tile</comment>
        <translation>Rahmen ausfüllen</translation>
    </message>
</context>
<context>
    <name>QGuiApplication</name>
    <message>
        <source>QT_LAYOUT_DIRECTION</source>
        <comment>Translate as LTR, or as RTL when the language is written from right to left</comment>
        <translation>LTR</translation>
    </message>
</context>
<context>
    <name>RecorderReport</name>
    <message>
        <source>no video for some time</source>
        <extracomment>In the recorder&apos;s panel after somebody&apos;s name</extracomment>
        <translation>seit einiger Zeit kein Bild</translation>
    </message>
    <message>
        <source>black video</source>
        <extracomment>In the recorder&apos;s panel after somebody&apos;s name</extracomment>
        <translation>schwarzes Bild</translation>
    </message>
    <message>
        <source>frozen video</source>
        <extracomment>In the recorder&apos;s panel after somebody&apos;s name</extracomment>
        <translation>eingefrorenes Bild</translation>
    </message>
    <message>
        <source>unmuted, but no sound</source>
        <extracomment>In the recorder&apos;s panel after somebody&apos;s name</extracomment>
        <translation>Mikrofon an, aber kein Ton</translation>
    </message>
    <message>
        <source>sound is clipping</source>
        <extracomment>In the recorder&apos;s panel after somebody&apos;s name: too loud for the microphone</extracomment>
        <translation>Ton übersteuert</translation>
    </message>
    <message>
        <source>Somebody</source>
        <comment>In the recorder&apos;s panel: a person whose name is not known</comment>
        <translation>Jemand</translation>
    </message>
    <message>
        <source>Screen of %1</source>
        <comment>In the recorder&apos;s panel; %1 is a name</comment>
        <translation>Bildschirm von %1</translation>
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
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>not known yet</source>
        <comment>In the recorder&apos;s panel: for how long the disk lasts</comment>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>Recorded</source>
        <comment>In the recorder&apos;s panel: the recorded time</comment>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Frames written</source>
        <comment>In the recorder&apos;s panel: a number</comment>
        <translation>Geschriebene Bilder</translation>
    </message>
    <message>
        <source>Frames repeated</source>
        <comment>In the recorder&apos;s panel: a number; too slow for new ones</comment>
        <translation>Wiederholte Bilder</translation>
    </message>
    <message>
        <source>Bit rate</source>
        <comment>In the recorder&apos;s panel</comment>
        <translation>Bitrate</translation>
    </message>
    <message>
        <source>Processor use</source>
        <comment>In the recorder&apos;s panel: of the recording, per cent</comment>
        <translation>Prozessorlast</translation>
    </message>
    <message>
        <source>Encoder</source>
        <comment>In the recorder&apos;s panel</comment>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>not known yet</source>
        <comment>In the recorder&apos;s panel: the encoder</comment>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>Disk space left</source>
        <comment>In the recorder&apos;s panel: such as 12 h 30 min</comment>
        <translation>Freier Speicherplatz</translation>
    </message>
    <message>
        <source>Waiting to upload</source>
        <comment>In the recorder&apos;s panel: such as 45.0 MB</comment>
        <translation>Noch hochzuladen</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>In the recorder&apos;s panel: to upload</comment>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <comment>In the recorder&apos;s panel: state of the recording</comment>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Paused</source>
        <comment>In the recorder&apos;s panel: state of the recording</comment>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Recording</source>
        <comment>In the recorder&apos;s panel: state of the recording</comment>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>No sound has been recorded for a minute although people are unmuted. Check the microphones.</source>
        <extracomment>To moderators during a recording</extracomment>
        <translation>Seit einer Minute wird kein Ton aufgenommen, obwohl Mikrofone eingeschaltet sind. Prüfen Sie die Mikrofone.</translation>
    </message>
    <message>
        <source>Recording</source>
        <comment>Title of the recorder&apos;s panel</comment>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <comment>In the recorder&apos;s panel: whose computer</comment>
        <translation>Aufgenommen von</translation>
    </message>
    <message>
        <source>State</source>
        <comment>In the recorder&apos;s panel</comment>
        <translation>Status</translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <extracomment>The longest recording</extracomment>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <extracomment>The longest recording</extracomment>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The recording ends in %n minutes, at the maximum length of %1.</source>
        <extracomment>To moderators during a recording; %1 is the longest recording, such as &quot;24 hours&quot;</extracomment>
        <translation>
            <numerusform>Die Aufnahme endet in %n Minute (maximale Länge: %1).</numerusform>
            <numerusform>Die Aufnahme endet in %n Minuten (maximale Länge: %1).</numerusform>
        </translation>
    </message>
    <message>
        <source>Recording on this computer</source>
        <comment>Title of the recorder&apos;s panel</comment>
        <translation>Aufnahme auf diesem Computer</translation>
    </message>
    <message>
        <source>Not known</source>
        <comment>In the recorder&apos;s panel: state of the recording</comment>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Disk space for about %1 left. Free some space, or the recording will stop then. Everything up to that point is kept.</source>
        <extracomment>To the moderator whose computer records; %1 is e.g. &quot;20 min&quot;</extracomment>
        <translation>Der Speicherplatz reicht noch für etwa %1. Geben Sie Speicherplatz frei, sonst endet die Aufnahme danach. Alles bis dahin bleibt erhalten.</translation>
    </message>
    <message>
        <source>Recording computer busy: reduced video quality.</source>
        <extracomment>To moderators during a recording, on the other computers</extracomment>
        <translation>Aufnehmender Computer ausgelastet: reduzierte Videoqualität.</translation>
    </message>
    <message>
        <source>%1 of the meeting is missing: this computer was asleep, not responding or too busy.</source>
        <extracomment>In the recorder&apos;s panel; %1 is a length such as &quot;0:07:30&quot;</extracomment>
        <translation>%1 des Meetings fehlen: Dieser Computer war im Ruhezustand, hat nicht reagiert oder war überlastet.</translation>
    </message>
    <message>
        <source>Computer busy: reduced video quality. Some audio was lost. Close other programs.</source>
        <extracomment>To moderators during a recording, on the computer that records</extracomment>
        <translation>Computer ausgelastet: reduzierte Videoqualität. Ein Teil des Tons ging verloren. Schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>Computer busy: reduced video quality. Audio isn&apos;t affected.</source>
        <extracomment>To moderators during a recording, on the computer that records</extracomment>
        <translation>Computer ausgelastet: reduzierte Videoqualität. Der Ton ist nicht betroffen.</translation>
    </message>
    <message>
        <source>Computer busy: reduced video quality. Close other programs.</source>
        <extracomment>To moderators during a recording, on the computer that records</extracomment>
        <translation>Computer ausgelastet: reduzierte Videoqualität. Schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>Nothing is being saved: this computer is too busy, or its disk is not responding.</source>
        <extracomment>In the recorder&apos;s panel, on the computer that records</extracomment>
        <translation>Es wird nichts gespeichert: Dieser Computer ist überlastet, oder seine Festplatte reagiert nicht.</translation>
    </message>
    <message>
        <source>Nothing is being saved: the recording computer is not responding or is too busy.</source>
        <extracomment>In the recorder&apos;s panel, on the other computers</extracomment>
        <translation>Es wird nichts gespeichert: Der aufnehmende Computer reagiert nicht oder ist überlastet.</translation>
    </message>
</context>
<context>
    <name>RecoveryText</name>
    <message>
        <source>An interrupted recording could not be completed. What was recorded is in %1. %2</source>
        <comment>Sentence after the start of the program; %1 is a folder, %2 a sentence about what went wrong</comment>
        <translation>Eine unterbrochene Aufnahme konnte nicht abgeschlossen werden. Der aufgenommene Teil liegt in %1. %2</translation>
    </message>
    <message>
        <source>The recording of &quot;%1&quot; was interrupted. Rejoin that room before %2 to continue it. Otherwise it will be completed and uploaded.</source>
        <comment>Sentence on the start page; %1 is the title of a room, %2 a time of day</comment>
        <translation>Die Aufnahme von „%1“ wurde unterbrochen. Treten Sie dem Raum vor %2 erneut bei, um sie fortzusetzen. Andernfalls wird sie abgeschlossen und hochgeladen.</translation>
    </message>
    <message>
        <source>The recording continues after an interruption. What happened in between is missing.</source>
        <comment>Sentence in the room, when the program that records was started again</comment>
        <translation>Die Aufnahme wird nach einer Unterbrechung fortgesetzt. Was dazwischen geschah, fehlt.</translation>
    </message>
    <message>
        <source>An interrupted recording was saved up to its last second. It will appear automatically in its room&apos;s Media and Files: %1</source>
        <comment>Sentence after the start of the program; %1 is the name of the file</comment>
        <translation>Eine unterbrochene Aufnahme wurde bis zur letzten Sekunde gesichert. Sie erscheint automatisch unter „Medien und Dateien“ ihres Raums: %1</translation>
    </message>
    <message>
        <source>The recording of &quot;%1&quot; was interrupted. Host that room again before %2 to continue it. Otherwise it will be completed and kept in its Media and Files.</source>
        <comment>Sentence on the start page; %1 is the title of a room, %2 a time of day</comment>
        <translation>Die Aufnahme von „%1“ wurde unterbrochen. Starten Sie den Raum vor %2 noch einmal, um sie fortzusetzen. Andernfalls wird sie abgeschlossen und unter „Medien und Dateien“ des Raums aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>StartText</name>
    <message>
        <source>Proscenium is already running. Host the room in its window.</source>
        <comment>In the terminal, after the command to host a room</comment>
        <translation>Proscenium läuft bereits. Öffnen Sie den Raum in seinem Fenster.</translation>
    </message>
    <message>
        <source>Proscenium is already running, but does not answer. End that program, then start again.</source>
        <comment>The program is started while it hangs</comment>
        <translation>Proscenium läuft bereits, antwortet aber nicht. Beenden Sie das Programm und starten Sie es neu.</translation>
    </message>
    <message>
        <source>Proscenium cannot store its data in %1. Make that folder writable, or free space on its disk, then start again.</source>
        <comment>%1: a folder</comment>
        <translation>Proscenium kann seine Daten nicht in %1 speichern. Machen Sie den Ordner beschreibbar oder schaffen Sie Platz auf dem Datenträger und starten Sie neu.</translation>
    </message>
</context>
<context>
    <name>UploadErrorText</name>
    <message>
        <source>Can&apos;t reach the room. Check your network, and that the room&apos;s computer is on.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>Der Raum ist nicht erreichbar. Prüfen Sie Ihr Netzwerk und ob der Computer des Raums eingeschaltet ist.</translation>
    </message>
    <message>
        <source>The room did not answer in time. Check your network.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>Der Raum hat nicht rechtzeitig geantwortet. Prüfen Sie Ihr Netzwerk.</translation>
    </message>
    <message>
        <source>The room&apos;s identity could not be verified, so nothing is uploaded. Ask the host whether the room&apos;s computer was set up again.</source>
        <comment>Why a recording is not uploaded: another TLS certificate</comment>
        <translation>Die Identität des Raums konnte nicht überprüft werden, daher wird nichts hochgeladen. Fragen Sie den Gastgeber, ob der Computer des Raums neu eingerichtet wurde.</translation>
    </message>
    <message>
        <source>The time to upload this recording has expired. Give the file to the host another way.</source>
        <comment>Why a recording is not uploaded: its ticket has expired</comment>
        <translation>Die Frist für den Upload dieser Aufnahme ist abgelaufen. Geben Sie die Datei dem Gastgeber auf einem anderen Weg.</translation>
    </message>
    <message>
        <source>This computer is not allowed to upload to the room. Give the file to the host another way.</source>
        <comment>Why a recording is not uploaded: its ticket is wrong</comment>
        <translation>Dieser Computer darf nicht in den Raum hochladen. Geben Sie die Datei dem Gastgeber auf einem anderen Weg.</translation>
    </message>
    <message>
        <source>The room no longer accepts it: it was deleted there or is already complete. Look for it in Media and Files and in the bin.</source>
        <comment>Why a recording is not uploaded: refused</comment>
        <translation>Der Raum nimmt die Aufnahme nicht mehr an: Sie wurde dort gelöscht oder ist bereits vollständig. Suchen Sie sie unter „Medien und Dateien“ und im Papierkorb.</translation>
    </message>
    <message>
        <source>The room no longer knows this recording. Give the file to the host another way.</source>
        <comment>Why a recording is not uploaded: it was deleted for good</comment>
        <translation>Der Raum kennt diese Aufnahme nicht mehr. Geben Sie die Datei dem Gastgeber auf einem anderen Weg.</translation>
    </message>
    <message>
        <source>The recording is larger than the room accepts. Give the file to the host another way.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>Die Aufnahme ist größer, als der Raum zulässt. Geben Sie die Datei dem Gastgeber auf einem anderen Weg.</translation>
    </message>
    <message>
        <source>The room is busy with other uploads. Wait until some of them are complete.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>Der Raum ist mit anderen Uploads beschäftigt. Warten Sie, bis einige davon abgeschlossen sind.</translation>
    </message>
    <message>
        <source>The disk of the room&apos;s computer is full. Ask the host to free some space.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>Die Festplatte im Computer des Raums ist voll. Bitten Sie den Gastgeber, Speicherplatz freizugeben.</translation>
    </message>
    <message>
        <source>What the room received does not match the recording. It is being uploaded again.</source>
        <comment>Why a recording is not uploaded yet</comment>
        <translation>Was im Raum angekommen ist, stimmt nicht mit der Aufnahme überein. Sie wird noch einmal hochgeladen.</translation>
    </message>
    <message>
        <source>The upload and the room are out of step. The upload will continue automatically.</source>
        <comment>Why a recording is not uploaded yet</comment>
        <translation>Der Upload und der Raum sind nicht auf demselben Stand. Der Upload wird automatisch fortgesetzt.</translation>
    </message>
    <message>
        <source>This computer and the room&apos;s computer run incompatible versions. Update Proscenium on both.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>Die Versionen auf diesem Computer und dem Computer des Raums sind nicht kompatibel. Aktualisieren Sie Proscenium auf beiden.</translation>
    </message>
    <message>
        <source>The file is no longer on this computer. Put it back if you have it.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>Die Datei ist nicht mehr auf diesem Computer. Legen Sie sie zurück, falls Sie sie noch haben.</translation>
    </message>
    <message>
        <source>The file on this computer was changed or is damaged. Review it, and keep what can be played.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>Die Datei auf diesem Computer wurde verändert oder ist beschädigt. Sehen Sie sie sich an und behalten Sie, was sich abspielen lässt.</translation>
    </message>
    <message>
        <source>The file on this computer cannot be read. Check the disk.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>Die Datei auf diesem Computer kann nicht gelesen werden. Prüfen Sie die Festplatte.</translation>
    </message>
    <message>
        <source>Proscenium is not allowed to read the file. Allow it in the file&apos;s properties.</source>
        <comment>Why a recording is not uploaded</comment>
        <translation>Proscenium darf die Datei nicht lesen. Erlauben Sie es in den Eigenschaften der Datei.</translation>
    </message>
</context>
<context>
    <name>WaitingName</name>
    <message>
        <source>%1 (perhaps removed before)</source>
        <comment>In the waiting room; %1 is the name of somebody who comes from where a person was removed</comment>
        <translation>%1 (vielleicht vorher entfernt)</translation>
    </message>
</context>
<context>
    <name>prosc::AboutDialog</name>
    <message>
        <source>Proscenium&apos;s own sources are under the Apache License 2.0. This build contains FFmpeg under the %1, so as a whole it is under the GNU General Public License 3.</source>
        <extracomment>In About; %1 is the licence of a part, in English, such as &quot;GPL version 2 or later&quot;</extracomment>
        <translation>Prosceniums eigener Quelltext steht unter der Apache-Lizenz 2.0. Diese Fassung enthält FFmpeg unter der Lizenz %1 und steht deshalb als Ganzes unter der GNU General Public License 3.</translation>
    </message>
    <message>
        <source>Proscenium is under the Apache License 2.0.</source>
        <extracomment>In About</extracomment>
        <translation>Proscenium steht unter der Apache-Lizenz 2.0.</translation>
    </message>
    <message>
        <source>Components</source>
        <extracomment>Name of the list of components for a screen reader</extracomment>
        <translation>Bestandteile</translation>
    </message>
    <message>
        <source>About Proscenium</source>
        <extracomment>Title of the window that says version and licences</extracomment>
        <translation>Über Proscenium</translation>
    </message>
    <message>
        <source>Version %1</source>
        <extracomment>In About; %1 is a number such as 1.2.0</extracomment>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>It is made with:</source>
        <extracomment>In About, above a list of software with its versions and licences</extracomment>
        <translation>Verwendet werden:</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button of About</extracomment>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>prosc::AskDialog</name>
    <message>
        <source>Cancel</source>
        <extracomment>Button of a question: do nothing</extracomment>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>prosc::BusyCard</name>
    <message>
        <source>Cancel</source>
        <extracomment>Button: stops connecting to a room</extracomment>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>prosc::ChatPanel</name>
    <message>
        <source>Send</source>
        <extracomment>Button beside the field of the chat</extracomment>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Chat messages</source>
        <extracomment>For a screen reader: what was written so far</extracomment>
        <translation>Chat-Nachrichten</translation>
    </message>
    <message>
        <source>Chat</source>
        <extracomment>Title of the panel</extracomment>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Closes the chat</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Message to everyone</source>
        <extracomment>In the empty field of the chat</extracomment>
        <translation>Nachricht an alle</translation>
    </message>
    <message>
        <source>A message has at most %1 characters.</source>
        <extracomment>Tooltip of the button Send while the text is too long; %1 is a number</extracomment>
        <translation>Eine Nachricht hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Link beside a line of the chat</extracomment>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>No messages yet. Everyone in the session can read what you write here. The chat is not in the recording.</source>
        <extracomment>In the empty chat</extracomment>
        <translation>Noch keine Nachrichten. Was Sie hier schreiben, lesen alle in der Sitzung. Der Chat ist nicht in der Aufnahme.</translation>
    </message>
</context>
<context>
    <name>prosc::DesktopApp</name>
    <message>
        <source>Host</source>
        <comment>default name of a person</comment>
        <translation>Gastgeber</translation>
    </message>
    <message>
        <source>Opening the room …</source>
        <comment>while a hosted room is made</comment>
        <translation>Der Raum wird geöffnet …</translation>
    </message>
</context>
<context>
    <name>prosc::LeftPage</name>
    <message>
        <source>Back to the start page</source>
        <extracomment>Button on the page shown after the room</extracomment>
        <translation>Zurück zur Startseite</translation>
    </message>
    <message>
        <source>Join again</source>
        <extracomment>Button on the page shown after the room: join the same room again</extracomment>
        <translation>Erneut beitreten</translation>
    </message>
    <message>
        <source>You left the session.</source>
        <extracomment>Shown after &quot;Leave session&quot;</extracomment>
        <translation>Sie haben die Sitzung verlassen.</translation>
    </message>
</context>
<context>
    <name>prosc::LinkOffer</name>
    <message>
        <source>Your camera and microphone stay off until you turn them on.</source>
        <extracomment>Under the question whether to join the room of a link</extracomment>
        <translation>Kamera und Mikrofon bleiben aus, bis Sie sie einschalten.</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button beside the question whether to join the room of a link: no</extracomment>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Join room</source>
        <extracomment>Button beside the question whether to join the room of a link: yes</extracomment>
        <translation>Raum beitreten</translation>
    </message>
    <message>
        <source>Join the room on %1?</source>
        <extracomment>A link was opened, in a browser for example; %1 is the address of a computer</extracomment>
        <translation>Dem Raum auf %1 beitreten?</translation>
    </message>
</context>
<context>
    <name>prosc::LinkVisits</name>
    <message>
        <source>This computer is recording. The recording stops and is saved.</source>
        <extracomment>Under the question whether to leave the room for another one</extracomment>
        <translation>Dieser Computer nimmt auf. Die Aufnahme endet und wird gespeichert.</translation>
    </message>
    <message>
        <source>Leave this room and join the one on %1?</source>
        <extracomment>Question when the link of another room is opened while in a room; %1 is the address of a computer</extracomment>
        <translation>Diesen Raum verlassen und dem Raum auf %1 beitreten?</translation>
    </message>
    <message>
        <source>Leave and join</source>
        <extracomment>Button of that question</extracomment>
        <translation>Verlassen und beitreten</translation>
    </message>
    <message>
        <source>This computer hosts the room and is recording. The recording stops and is saved. The others stay in the room; if no host comes back, the session ends after a while.</source>
        <extracomment>Under the question whether to leave the room for another one</extracomment>
        <translation>Dieser Computer stellt den Raum bereit und nimmt auf. Die Aufnahme endet und wird gespeichert. Die anderen bleiben im Raum; kommt kein Gastgeber zurück, endet die Sitzung nach einer Weile.</translation>
    </message>
    <message>
        <source>This computer hosts the room. The others stay in it; if no host comes back, the session ends after a while.</source>
        <extracomment>Under the question whether to leave the room for another one</extracomment>
        <translation>Dieser Computer stellt den Raum bereit. Die anderen bleiben darin; kommt kein Gastgeber zurück, endet die Sitzung nach einer Weile.</translation>
    </message>
</context>
<context>
    <name>prosc::MainWindow</name>
    <message>
        <source>Connecting to the room…</source>
        <extracomment>Shown on the start page while the program connects to a room</extracomment>
        <translation>Verbindung zum Raum wird hergestellt …</translation>
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
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename the recording</source>
        <extracomment>Title of a dialog</extracomment>
        <translation>Aufnahme umbenennen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button of a dialog</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Name of the recording</source>
        <extracomment>Name of the text field for a screen reader</extracomment>
        <translation>Name der Aufnahme</translation>
    </message>
</context>
<context>
    <name>prosc::MediaRequests</name>
    <message>
        <source>This is not possible now: someone else has changed the recording. See its new state in the list.</source>
        <extracomment>The service refused: it is deleted, or is being recorded again</extracomment>
        <translation>Das ist jetzt nicht möglich: Jemand anderes hat die Aufnahme geändert. Den neuen Status sehen Sie in der Liste.</translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <extracomment>Question after &quot;Delete&quot;. %1 is the name of a file</extracomment>
        <translation>„%1“ löschen?</translation>
    </message>
    <message>
        <source>It stays in the bin for 30 days, where you can restore it. While it is there, nobody can view or download it, not even with a link.</source>
        <extracomment>Under that question</extracomment>
        <translation>Die Aufnahme bleibt 30 Tage im Papierkorb und kann von dort wiederhergestellt werden. Solange sie dort liegt, kann niemand sie ansehen oder herunterladen, auch nicht mit einem Link.</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Button that confirms</extracomment>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Recording moved to the bin.</source>
        <extracomment>After &quot;Delete&quot;</extracomment>
        <translation>Aufnahme in den Papierkorb verschoben.</translation>
    </message>
    <message>
        <source>Recording restored.</source>
        <extracomment>After &quot;Restore&quot; in the bin</extracomment>
        <translation>Aufnahme wiederhergestellt.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <extracomment>Title of the dialog that asks for a file name</extracomment>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Report (*.json)</source>
        <extracomment>Kind of file in that dialog</extracomment>
        <translation>Bericht (*.json)</translation>
    </message>
    <message>
        <source>Report saved.</source>
        <extracomment>After &quot;Save report&quot;</extracomment>
        <translation>Bericht gespeichert.</translation>
    </message>
</context>
<context>
    <name>prosc::MediaRow</name>
    <message>
        <source>View</source>
        <extracomment>Button of a recording: play it here</extracomment>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Download</source>
        <extracomment>Button of a recording: save a copy</extracomment>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button of a recording: stop the running download</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <extracomment>Button of a recording that was downloaded</extracomment>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Retry now</source>
        <extracomment>Button of a recording that waits to be uploaded</extracomment>
        <translation>Jetzt wiederholen</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <extracomment>State of a recording. %1 is a percentage such as 45%</extracomment>
        <translation>Wird heruntergeladen: %1</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <extracomment>State of a recording. %1 is the path of a file</extracomment>
        <translation>Gespeichert unter %1</translation>
    </message>
    <message>
        <source>The download failed. %1</source>
        <extracomment>State of a recording. %1 is a sentence that says why</extracomment>
        <translation>Der Download ist fehlgeschlagen. %1</translation>
    </message>
    <message>
        <source>Restore</source>
        <extracomment>Button of a recording in the bin</extracomment>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>More</source>
        <extracomment>Button of a recording with the three dots: a menu</extracomment>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Share link…</source>
        <extracomment>Entry of the menu of a recording</extracomment>
        <translation>Link teilen …</translation>
    </message>
    <message>
        <source>Download again</source>
        <extracomment>Entry of the menu of a recording that was downloaded already</extracomment>
        <translation>Erneut herunterladen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <extracomment>Entry of the menu of a recording</extracomment>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Pause upload</source>
        <extracomment>Entry of the menu of a recording on its way to the library</extracomment>
        <translation>Upload pausieren</translation>
    </message>
    <message>
        <source>Resume upload</source>
        <extracomment>Entry of the menu of a recording on its way to the library</extracomment>
        <translation>Upload fortsetzen</translation>
    </message>
    <message>
        <source>Upload this one first</source>
        <extracomment>Entry of the menu of a recording on its way to the library: before all others</extracomment>
        <translation>Diese zuerst hochladen</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Entry of the menu of a recording: put it into the bin</extracomment>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Save report…</source>
        <extracomment>Entry of the menu of a recording: save its technical report as a file</extracomment>
        <translation>Bericht speichern …</translation>
    </message>
    <message>
        <source>Stop uploading…</source>
        <extracomment>Entry of the menu of a recording on its way to the library: stop uploading it permanently</extracomment>
        <translation>Upload stoppen …</translation>
    </message>
</context>
<context>
    <name>prosc::MediaShareDialog</name>
    <message>
        <source>Revoke all links</source>
        <extracomment>Button of the dialog that creates links: all links created so far stop working
----------
Button that confirms</extracomment>
        <translation>Alle Links widerrufen</translation>
    </message>
    <message>
        <source>Copy link</source>
        <extracomment>Button of the dialog that creates links</extracomment>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Share link</source>
        <extracomment>Title of the dialog that creates a link to a recording</extracomment>
        <translation>Link teilen</translation>
    </message>
    <message>
        <source>Anyone with the link can:</source>
        <extracomment>Before &quot;View&quot; or &quot;View and download&quot;</extracomment>
        <translation>Alle mit dem Link können:</translation>
    </message>
    <message>
        <source>View</source>
        <extracomment>Anyone with the link can: …</extracomment>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>View and download</source>
        <extracomment>Anyone with the link can: …</extracomment>
        <translation>Ansehen und herunterladen</translation>
    </message>
    <message>
        <source>The link is valid for:</source>
        <extracomment>Before &quot;1 day&quot;, &quot;7 days&quot; ...</extracomment>
        <translation>Der Link gilt:</translation>
    </message>
    <message>
        <source>1 day</source>
        <extracomment>The link is valid for …</extracomment>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>7 days</source>
        <extracomment>The link is valid for …</extracomment>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <extracomment>The link is valid for …</extracomment>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>1 year</source>
        <extracomment>The link is valid for …</extracomment>
        <translation>1 Jahr</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button of a dialog</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Creating the link…</source>
        <extracomment>While a link to a recording is being created</extracomment>
        <translation>Link wird erstellt …</translation>
    </message>
    <message>
        <source>Link copied. It is valid until %1.</source>
        <extracomment>After &quot;Copy link&quot;. %1 is a date and time</extracomment>
        <translation>Link kopiert. Er gilt bis %1.</translation>
    </message>
    <message>
        <source>Revoke all links to this recording?</source>
        <extracomment>Question after &quot;Revoke all links&quot;</extracomment>
        <translation>Alle Links zu dieser Aufnahme widerrufen?</translation>
    </message>
    <message>
        <source>All existing links stop working immediately, for everyone. You can create new links afterwards.</source>
        <extracomment>Under that question</extracomment>
        <translation>Alle bisherigen Links funktionieren ab sofort für niemanden mehr. Danach können Sie neue Links erstellen.</translation>
    </message>
    <message>
        <source>Revoking all links…</source>
        <extracomment>While the service revokes the links to a recording</extracomment>
        <translation>Alle Links werden widerrufen …</translation>
    </message>
    <message>
        <source>All links have been revoked.</source>
        <extracomment>After &quot;Revoke all links&quot;</extracomment>
        <translation>Alle Links wurden widerrufen.</translation>
    </message>
</context>
<context>
    <name>prosc::MediaWindow</name>
    <message>
        <source>Media and Files</source>
        <extracomment>Title of the window with the room&apos;s library</extracomment>
        <translation>Medien und Dateien</translation>
    </message>
    <message>
        <source>Recordings</source>
        <extracomment>The folder in Media and Files</extracomment>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>No recordings yet. They appear here automatically when a recording ends.</source>
        <translation>Noch keine Aufnahmen. Sie erscheinen hier automatisch, wenn eine Aufnahme endet.</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <extracomment>Title of the dialog that asks for a file name</extracomment>
        <translation>Aufnahme speichern</translation>
    </message>
    <message>
        <source>MP4 video (*.mp4)</source>
        <extracomment>Kind of file in that dialog</extracomment>
        <translation>MP4-Video (*.mp4)</translation>
    </message>
    <message>
        <source>Opening the recording…</source>
        <extracomment>After View was pressed, until the recording is open</extracomment>
        <translation>Die Aufnahme wird geöffnet …</translation>
    </message>
    <message>
        <source>Bin</source>
        <extracomment>The folder in Media and Files with what was deleted</extracomment>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Deleted recordings stay here for 30 days, then they are deleted permanently.</source>
        <extracomment>Above the list of what was deleted</extracomment>
        <translation>Gelöschte Aufnahmen bleiben 30 Tage hier und werden dann endgültig gelöscht.</translation>
    </message>
    <message>
        <source>The bin is empty. Deleted recordings stay here for 30 days and can be restored.</source>
        <extracomment>In the bin while it is empty</extracomment>
        <translation>Der Papierkorb ist leer. Gelöschte Aufnahmen bleiben 30 Tage hier und können wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Resume uploads</source>
        <extracomment>Button above the list: all uploads of this computer</extracomment>
        <translation>Uploads fortsetzen</translation>
    </message>
    <message>
        <source>Pause uploads</source>
        <translation>Uploads pausieren</translation>
    </message>
</context>
<context>
    <name>prosc::NoticeCard</name>
    <message>
        <source>Confirm</source>
        <extracomment>Button under &quot;This session is being recorded.&quot;: I have read it</extracomment>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Leave session</source>
        <extracomment>Button under &quot;This session is being recorded.&quot;: I do not want to be recorded</extracomment>
        <translation>Sitzung verlassen</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Closes a notice</extracomment>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>prosc::OtherNetworksDialog</name>
    <message>
        <source>Check again</source>
        <extracomment>Button: asks each address again whether the program answers there</extracomment>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Copy link for another network</source>
        <extracomment>Title of the dialog with one invite link for each network of this computer</extracomment>
        <translation>Link für ein anderes Netzwerk kopieren</translation>
    </message>
    <message>
        <source>The invite link names this computer&apos;s address in its main network. People who reach it through another network need the link with its address there.</source>
        <extracomment>In that dialog, above the addresses</extracomment>
        <translation>Der Einladungslink enthält die Adresse dieses Computers in seinem Hauptnetzwerk. Wer ihn über ein anderes Netzwerk erreicht, braucht den Link mit der Adresse dort.</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button of a dialog</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 · in the invite link</source>
        <extracomment>Below an address. %1 is the name of a network interface, such as eth0</extracomment>
        <translation>%1 · im Einladungslink</translation>
    </message>
    <message>
        <source>Copy link</source>
        <extracomment>Button beside an address of this computer</extracomment>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Copy link with %1</source>
        <extracomment>For screen readers: the button &quot;Copy link&quot; beside an address. %1 is the address</extracomment>
        <translation>Link mit %1 kopieren</translation>
    </message>
    <message>
        <source>This computer has no address in any network.</source>
        <extracomment>Instead of the addresses</extracomment>
        <translation>Dieser Computer hat in keinem Netzwerk eine Adresse.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <extracomment>Beside an address, while the program looks whether it answers there</extracomment>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Answers</source>
        <extracomment>Beside an address: the program answers there</extracomment>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <extracomment>Beside an address: the program does not answer there</extracomment>
        <translation>Antwortet nicht</translation>
    </message>
    <message>
        <source>Link with %1 copied.</source>
        <extracomment>After &quot;Copy link&quot; beside an address. %1 is the address</extracomment>
        <translation>Link mit %1 kopiert.</translation>
    </message>
    <message>
        <source>The addresses were checked from this computer. A firewall may still block other people.</source>
        <extracomment>In that dialog, below the addresses</extracomment>
        <translation>Die Adressen werden von diesem Computer aus geprüft. Ob eine Firewall andere Personen aussperrt, ist von hier aus nicht zu erkennen.</translation>
    </message>
</context>
<context>
    <name>prosc::PeopleList</name>
    <message>
        <source>%1 (you)</source>
        <extracomment>In the list of participants: one&apos;s own row. %1 is one&apos;s own name</extracomment>
        <translation>%1 (Sie)</translation>
    </message>
    <message>
        <source>Recorder</source>
        <extracomment>In the list of participants: a program that records, without a person</extracomment>
        <translation>Rekorder</translation>
    </message>
    <message>
        <source>Host</source>
        <extracomment>In the list of participants: the role</extracomment>
        <translation>Gastgeber</translation>
    </message>
    <message>
        <source>Moderator</source>
        <extracomment>In the list of participants: the role</extracomment>
        <translation>Moderator</translation>
    </message>
    <message>
        <source>Phone</source>
        <extracomment>In the list of participants: the device</extracomment>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Tablet</source>
        <extracomment>In the list of participants: the device</extracomment>
        <translation>Tablet</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <extracomment>In the list of participants: this person&apos;s connection is lost</extracomment>
        <translation>Verbindet erneut …</translation>
    </message>
    <message>
        <source>On stage</source>
        <extracomment>In the list of participants</extracomment>
        <translation>Auf der Bühne</translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <extracomment>In the list of participants: has not confirmed that the session is recorded</extracomment>
        <translation>Nicht bestätigt</translation>
    </message>
    <message>
        <source>Hand raised</source>
        <extracomment>For a screen reader, in the list of participants</extracomment>
        <translation>Hand gehoben</translation>
    </message>
    <message>
        <source>Microphone on</source>
        <extracomment>For a screen reader, in the list of participants</extracomment>
        <translation>Mikrofon an</translation>
    </message>
    <message>
        <source>Microphone off</source>
        <translation>Mikrofon aus</translation>
    </message>
    <message>
        <source>Camera on</source>
        <extracomment>For a screen reader, in the list of participants</extracomment>
        <translation>Kamera an</translation>
    </message>
    <message>
        <source>Camera off</source>
        <translation>Kamera aus</translation>
    </message>
</context>
<context>
    <name>prosc::PeopleNews</name>
    <message>
        <source>Turn microphone on</source>
        <extracomment>Button of the message that a moderator wants to hear this person</extracomment>
        <translation>Mikrofon einschalten</translation>
    </message>
    <message>
        <source>%1 raised a hand.</source>
        <extracomment>Message to moderators; %1 is a person&apos;s name</extracomment>
        <translation>%1 hebt die Hand.</translation>
    </message>
    <message>
        <source>Show participants</source>
        <extracomment>Button of that message: opens the list of participants</extracomment>
        <translation>Teilnehmende anzeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n people have raised a hand.</source>
        <extracomment>Message to moderators</extracomment>
        <translation>
            <numerusform>%n Person hebt die Hand.</numerusform>
            <numerusform>%n Personen heben die Hand.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 muted you.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>%1 hat Sie stummgeschaltet.</translation>
    </message>
    <message>
        <source>%1 turned your camera off.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>%1 hat Ihre Kamera ausgeschaltet.</translation>
    </message>
    <message>
        <source>%1 asks you to turn on your microphone.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>%1 bittet Sie, das Mikrofon einzuschalten.</translation>
    </message>
    <message>
        <source>%1 invites you to the stage. Turn on your microphone or camera to be heard or seen.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>%1 lädt Sie auf die Bühne ein. Schalten Sie Mikrofon oder Kamera ein, um gehört oder gesehen zu werden.</translation>
    </message>
    <message>
        <source>%1 lowered your hand.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>%1 hat Ihre Hand gesenkt.</translation>
    </message>
    <message>
        <source>%1 took you off the stage. Nobody sees or hears you now.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>%1 hat Sie von der Bühne genommen. Jetzt sieht und hört Sie niemand.</translation>
    </message>
    <message>
        <source>%1 made you a participant. You are no longer a moderator.</source>
        <extracomment>%1 is a host&apos;s name</extracomment>
        <translation>%1 hat Sie zum Teilnehmer gemacht. Sie sind nicht mehr Moderator.</translation>
    </message>
    <message>
        <source>%1 made you a moderator. You can now admit people, lock the room and, from a computer, record.</source>
        <extracomment>%1 is a moderator&apos;s name</extracomment>
        <translation>%1 hat Sie zum Moderator gemacht. Sie können jetzt Wartende einlassen, den Raum sperren und an einem Computer aufnehmen.</translation>
    </message>
</context>
<context>
    <name>prosc::PeoplePanel</name>
    <message>
        <source>Mute everyone</source>
        <extracomment>Button under the list of participants, for moderators</extracomment>
        <translation>Alle stummschalten</translation>
    </message>
    <message>
        <source>Search by name</source>
        <extracomment>In the empty field above the list of participants</extracomment>
        <translation>Nach Namen suchen</translation>
    </message>
    <message>
        <source>Participants</source>
        <extracomment>For a screen reader: the list of people in the room</extracomment>
        <translation>Teilnehmende</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Closes the list of participants</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Everyone</source>
        <extracomment>Who can go on stage</extracomment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>People who ask</source>
        <extracomment>Who can go on stage</extracomment>
        <translation>Wer darum bittet</translation>
    </message>
    <message>
        <source>Invited people only</source>
        <extracomment>Who can go on stage</extracomment>
        <translation>Nur Eingeladene</translation>
    </message>
    <message>
        <source>Who can go on stage</source>
        <extracomment>Under the list of participants, before: Everyone, People who ask, Invited people only</extracomment>
        <translation>Wer auf die Bühne darf</translation>
    </message>
    <message>
        <source>Participants (%1)</source>
        <extracomment>Above the list of participants; %1 is how many there are</extracomment>
        <translation>Teilnehmende (%1)</translation>
    </message>
</context>
<context>
    <name>prosc::PlayerPage</name>
    <message>
        <source>Back to Recordings</source>
        <extracomment>Button above a recording that is played: back to the list</extracomment>
        <translation>Zurück zu den Aufnahmen</translation>
    </message>
    <message>
        <source>Position</source>
        <extracomment>Name of the slider under a recording for a screen reader</extracomment>
        <translation>Position</translation>
    </message>
    <message>
        <source>This recording cannot be played here. Download it and open it with another program.</source>
        <extracomment>Shown when QMediaPlayer cannot play a recording</extracomment>
        <translation>Diese Aufnahme kann hier nicht abgespielt werden. Laden Sie sie herunter und öffnen Sie sie mit einem anderen Programm.</translation>
    </message>
    <message>
        <source>Pause</source>
        <comment>Button under a recording that plays</comment>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <comment>Button under a recording that stands</comment>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Volume</source>
        <extracomment>Name of the slider beside the loudspeaker for a screen reader</extracomment>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Unmute</source>
        <comment>Button under a recording without sound</comment>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>Mute</source>
        <comment>Button under a recording that is heard</comment>
        <translation>Stummschalten</translation>
    </message>
</context>
<context>
    <name>prosc::QuitControl</name>
    <message>
        <source>A recording is being made. Stop it first.</source>
        <extracomment>Shown by Windows before a shutdown, beside the program&apos;s name.</extracomment>
        <translation>Eine Aufnahme läuft. Beenden Sie sie zuerst.</translation>
    </message>
</context>
<context>
    <name>prosc::RecentRoomsCard</name>
    <message>
        <source>Recent rooms</source>
        <extracomment>Heading of the list of rooms that were joined before</extracomment>
        <translation>Zuletzt besuchte Räume</translation>
    </message>
    <message>
        <source>Join</source>
        <extracomment>Button beside a recent room</extracomment>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Join %1</source>
        <extracomment>Name of that button for a screen reader; %1 is the title of a room</extracomment>
        <translation>%1 beitreten</translation>
    </message>
</context>
<context>
    <name>prosc::RecorderPanel</name>
    <message>
        <source>Everything is fine.</source>
        <extracomment>In the recorder&apos;s panel: nothing is wrong with anybody&apos;s audio or video</extracomment>
        <translation>Alles in Ordnung.</translation>
    </message>
</context>
<context>
    <name>prosc::RecordingControls</name>
    <message>
        <source>Start recording</source>
        <extracomment>Button at the bottom left; opens the question &quot;Do you want to start recording?&quot;</extracomment>
        <translation>Aufnahme starten</translation>
    </message>
    <message>
        <source>Recorded time</source>
        <extracomment>Name of the timer for a screen reader</extracomment>
        <translation>Aufnahmedauer</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <extracomment>The square at the bottom left; opens the question &quot;Are you sure you want to stop recording?&quot;</extracomment>
        <translation>Aufnahme stoppen</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>At the bottom left, for moderators: a recording is about to begin</extracomment>
        <translation>Wird gestartet …</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <extracomment>At the bottom left, for moderators: a recording is being finished</extracomment>
        <translation>Wird gestoppt …</translation>
    </message>
    <message numerus="yes">
        <source>%n not confirmed</source>
        <extracomment>For moderators: how many people have not pressed Confirm</extracomment>
        <translation>
            <numerusform>%n nicht bestätigt</numerusform>
            <numerusform>%n nicht bestätigt</numerusform>
        </translation>
    </message>
    <message>
        <source>Details of the recording</source>
        <extracomment>Button on the recording&apos;s indicator; opens the recorder&apos;s panel</extracomment>
        <translation>Aufnahmedetails</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <extracomment>At the bottom left: it is not known whether the recording continues</extracomment>
        <translation>Verbindung unterbrochen</translation>
    </message>
    <message>
        <source>Recording interrupted</source>
        <extracomment>At the bottom left: the recording computer does not respond, or saves nothing</extracomment>
        <translation>Aufnahme unterbrochen</translation>
    </message>
    <message>
        <source>Recording paused</source>
        <extracomment>At the bottom left, for everyone: nothing is recorded until a moderator resumes it</extracomment>
        <translation>Aufnahme pausiert</translation>
    </message>
    <message>
        <source>Recording</source>
        <extracomment>At the bottom left, for everyone: this session is being recorded</extracomment>
        <translation>Aufnahme läuft</translation>
    </message>
</context>
<context>
    <name>prosc::RecordingFlow</name>
    <message>
        <source>Do you want to start recording?</source>
        <extracomment>Question after Start recording was pressed</extracomment>
        <translation>Möchten Sie die Aufnahme starten?</translation>
    </message>
    <message>
        <source>Everyone will be notified and asked to confirm.</source>
        <extracomment>Under that question</extracomment>
        <translation>Alle werden benachrichtigt und um Bestätigung gebeten.</translation>
    </message>
    <message>
        <source>Start Recording</source>
        <extracomment>Button that confirms</extracomment>
        <translation>Aufnahme starten</translation>
    </message>
    <message>
        <source>Are you sure you want to stop recording?</source>
        <extracomment>Question after the stop square was pressed</extracomment>
        <translation>Möchten Sie die Aufnahme wirklich stoppen?</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <extracomment>Button that confirms</extracomment>
        <translation>Aufnahme stoppen</translation>
    </message>
    <message>
        <source>Recording will start momentarily, please wait.</source>
        <extracomment>Notice to everyone</extracomment>
        <translation>Die Aufnahme beginnt in Kürze, bitte warten.</translation>
    </message>
    <message>
        <source>This session is being recorded.</source>
        <extracomment>Notice to everyone except the person who started it; stays until Confirm is pressed</extracomment>
        <translation>Diese Sitzung wird aufgenommen.</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <extracomment>Notice to everyone</extracomment>
        <translation>Die Aufnahme ist beendet.</translation>
    </message>
    <message>
        <source>It was stopped before anything was recorded.</source>
        <extracomment>Under &quot;The recording has ended.&quot;, for moderators: it was stopped before the first frame</extracomment>
        <translation>Sie wurde gestoppt, bevor etwas aufgenommen wurde.</translation>
    </message>
    <message>
        <source>It reached the maximum length. It is being uploaded and processed.</source>
        <extracomment>Under &quot;The recording has ended.&quot;, for moderators</extracomment>
        <translation>Sie hat die maximale Länge erreicht. Sie wird hochgeladen und verarbeitet.</translation>
    </message>
    <message>
        <source>It is being uploaded and processed.</source>
        <extracomment>Under &quot;The recording has ended.&quot;, for moderators</extracomment>
        <translation>Sie wird hochgeladen und verarbeitet.</translation>
    </message>
    <message>
        <source>Disk space for %1 of recording.</source>
        <extracomment>After that; %1 is e.g. &quot;more than 100 h&quot;</extracomment>
        <translation>Der Speicherplatz reicht für %1 Aufnahme.</translation>
    </message>
    <message>
        <source>Disk space for at least %1 of recording.</source>
        <translation>Der Speicherplatz reicht für mindestens %1 Aufnahme.</translation>
    </message>
    <message>
        <source>Disk space for only %1 of recording. Free some space if you need longer.</source>
        <extracomment>Warning under the question whether to record; %1 is e.g. &quot;1 h 10 min&quot;</extracomment>
        <translation>Der Speicherplatz reicht nur für %1 Aufnahme. Geben Sie Speicherplatz frei, wenn Sie länger aufnehmen möchten.</translation>
    </message>
    <message>
        <source>The recording computer&apos;s disk is almost full. Everything up to now is saved and is being uploaded and processed. Free some space before you record again.</source>
        <extracomment>Under &quot;The recording has ended.&quot;, for moderators</extracomment>
        <translation>Die Festplatte des aufnehmenden Computers ist fast voll. Alles bis jetzt ist gespeichert und wird hochgeladen und verarbeitet. Geben Sie Speicherplatz frei, bevor Sie wieder aufnehmen.</translation>
    </message>
    <message>
        <source>The recorder is back. Recording continues.</source>
        <extracomment>Message to moderators: the computer that records did not answer for a while</extracomment>
        <translation>Der aufnehmende Computer ist wieder da. Die Aufnahme geht weiter.</translation>
    </message>
    <message>
        <source>What was recorded up to that point is kept and will be uploaded automatically.</source>
        <extracomment>After a sentence that says why a recording failed, for moderators</extracomment>
        <translation>Was bis dahin aufgenommen wurde, bleibt erhalten und wird automatisch hochgeladen.</translation>
    </message>
    <message>
        <source>Marked at %1.</source>
        <extracomment>Message after Mark this moment; %1 is the place in the recording, such as 0:12:34</extracomment>
        <translation>Markiert bei %1.</translation>
    </message>
    <message>
        <source>This session is not being recorded.</source>
        <extracomment>Message to moderators, two minutes after they came in</extracomment>
        <translation>Diese Sitzung wird nicht aufgenommen.</translation>
    </message>
    <message>
        <source>Start recording</source>
        <extracomment>Button of that message</extracomment>
        <translation>Aufnahme starten</translation>
    </message>
</context>
<context>
    <name>prosc::RecordingSettings</name>
    <message>
        <source>Recording</source>
        <extracomment>Heading in the settings</extracomment>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Add speaker names as subtitles</source>
        <extracomment>Setting of the room: the recording gets a subtitle track</extracomment>
        <translation>Namen der Sprechenden als Untertitel hinzufügen</translation>
    </message>
    <message>
        <source>Add chapters</source>
        <extracomment>Setting of the room: the recording gets chapters, one for each change on the stage</extracomment>
        <translation>Kapitel hinzufügen</translation>
    </message>
    <message>
        <source>Encoder</source>
        <extracomment>Setting of this computer: which software or hardware encodes the video</extracomment>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Processor use</source>
        <extracomment>Setting of this computer: how much of the processor recordings may take</extracomment>
        <translation>Prozessorlast</translation>
    </message>
    <message>
        <source>Automatic</source>
        <extracomment>Choice of the setting &quot;Encoder&quot;: the program chooses</extracomment>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>%1 (not available on this computer)</source>
        <extracomment>Choice of the setting &quot;Encoder&quot; that is not available; %1 is e.g. &quot;NVIDIA NVENC&quot;</extracomment>
        <translation>%1 (auf diesem Computer nicht verfügbar)</translation>
    </message>
    <message>
        <source>Applies to future recordings in this room.</source>
        <extracomment>Under the settings &quot;Add speaker names as subtitles&quot; and &quot;Add chapters&quot;</extracomment>
        <translation>Gilt für künftige Aufnahmen in diesem Raum.</translation>
    </message>
    <message>
        <source>From the next recording on, recording uses up to %1 of this computer&apos;s processor. The rest stays free for the meeting.</source>
        <extracomment>Under the setting &quot;Processor use&quot;; %1 is e.g. &quot;50%&quot;</extracomment>
        <translation>Ab der nächsten Aufnahme nutzt das Aufnehmen bis zu %1 der Prozessorleistung dieses Computers. Der Rest bleibt für das Meeting frei.</translation>
    </message>
</context>
<context>
    <name>prosc::RoomToolbar</name>
    <message>
        <source>Room locked</source>
        <extracomment>Indicator at the bottom left; clicking it unlocks the room</extracomment>
        <translation>Raum gesperrt</translation>
    </message>
    <message>
        <source>More</source>
        <extracomment>The button with the three dots</extracomment>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>Button and menu entry
----------
Entry of the menu with the three dots</extracomment>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Leave</source>
        <extracomment>The button with the door</extracomment>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Turn microphone off</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>Mikrofon ausschalten</translation>
    </message>
    <message>
        <source>Turn microphone on</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>Mikrofon einschalten</translation>
    </message>
    <message>
        <source>Turn camera off</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>Kamera ausschalten</translation>
    </message>
    <message>
        <source>Turn camera on</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>Kamera einschalten</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>Teilen beenden</translation>
    </message>
    <message>
        <source>Share screen</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>Bildschirm teilen</translation>
    </message>
    <message>
        <source>Record</source>
        <extracomment>Entry of the menu with the three dots: start recording</extracomment>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <extracomment>Entry of the menu with the three dots</extracomment>
        <translation>Aufnahme stoppen</translation>
    </message>
    <message>
        <source>Media and Files</source>
        <extracomment>Entry of the menu with the three dots: the room&apos;s library</extracomment>
        <translation>Medien und Dateien</translation>
    </message>
    <message>
        <source>Copy invite link</source>
        <extracomment>Entry of the menu with the three dots, for the host: the link for participants</extracomment>
        <translation>Einladungslink kopieren</translation>
    </message>
    <message>
        <source>Copy link for moderators</source>
        <extracomment>Entry of the menu with the three dots, for the host</extracomment>
        <translation>Link für Moderatoren kopieren</translation>
    </message>
    <message>
        <source>Leave session</source>
        <extracomment>Entry of the menu of the leave button</extracomment>
        <translation>Sitzung verlassen</translation>
    </message>
    <message>
        <source>End session for everyone</source>
        <extracomment>Entry of the menu of the leave button, for moderators</extracomment>
        <translation>Sitzung für alle beenden</translation>
    </message>
    <message>
        <source>Click to unlock the room</source>
        <comment>Tooltip of the indicator Room locked, for moderators</comment>
        <translation>Klicken, um den Raum zu entsperren</translation>
    </message>
    <message>
        <source>A moderator can unlock the room</source>
        <comment>Tooltip of the indicator Room locked, for participants</comment>
        <translation>Ein Moderator kann den Raum entsperren</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <extracomment>On the indicator Room locked, for moderators: how many people wait to be let in</extracomment>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume recording</source>
        <comment>Entry of the menu with the three dots</comment>
        <translation>Aufnahme fortsetzen</translation>
    </message>
    <message>
        <source>Pause recording</source>
        <comment>Entry of the menu with the three dots</comment>
        <translation>Aufnahme pausieren</translation>
    </message>
    <message>
        <source>Copy link for another network</source>
        <extracomment>Entry of the menu with the three dots, for the host: opens a dialog with a link for each network</extracomment>
        <translation>Link für ein anderes Netzwerk kopieren</translation>
    </message>
    <message>
        <source>Lower hand</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>Hand senken</translation>
    </message>
    <message>
        <source>Raise hand</source>
        <translation>Hand heben</translation>
    </message>
    <message numerus="yes">
        <source>Participants (%n)</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>
            <numerusform>Teilnehmende (%n)</numerusform>
            <numerusform>Teilnehmende (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Chat (%n new)</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>
            <numerusform>Chat (%n neu)</numerusform>
            <numerusform>Chat (%n neu)</numerusform>
        </translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <extracomment>Entry of the menu with the three dots: begins a chapter of the recording</extracomment>
        <translation>Diesen Moment markieren</translation>
    </message>
    <message>
        <source>Raise your hand to be invited to the stage.</source>
        <extracomment>Tooltip of the microphone&apos;s, camera&apos;s and screen&apos;s buttons</extracomment>
        <translation>Heben Sie die Hand, um auf die Bühne eingeladen zu werden.</translation>
    </message>
</context>
<context>
    <name>prosc::RoomWindow</name>
    <message>
        <source>Link copied. Paste it into a message to the people who should join.</source>
        <extracomment>After &quot;Copy invite link&quot;</extracomment>
        <translation>Link kopiert. Fügen Sie ihn in eine Nachricht an die Personen ein, die beitreten sollen.</translation>
    </message>
    <message>
        <source>The recording is ready.</source>
        <comment>Notification after a recording was uploaded</comment>
        <translation>Die Aufnahme ist fertig.</translation>
    </message>
    <message>
        <source>Open Media and Files</source>
        <comment>Button of that notification</comment>
        <translation>Medien und Dateien öffnen</translation>
    </message>
    <message>
        <source>Connection lost. Reconnecting… This computer keeps recording.</source>
        <comment>Above the stage while the network is gone, on the computer that records</comment>
        <translation>Verbindung unterbrochen. Sie wird wiederhergestellt … Dieser Computer nimmt weiter auf.</translation>
    </message>
    <message>
        <source>Connection lost. Reconnecting…</source>
        <comment>Above the stage while the network is gone</comment>
        <translation>Verbindung unterbrochen. Sie wird wiederhergestellt …</translation>
    </message>
    <message>
        <source>This computer is recording. Keep it going in the background?</source>
        <extracomment>Question after &quot;Leave session&quot; on the computer that records</extracomment>
        <translation>Auf diesem Computer läuft eine Aufnahme. Im Hintergrund fortsetzen?</translation>
    </message>
    <message>
        <source>Others won&apos;t see or hear you. Leaving stops the recording.</source>
        <extracomment>Under that question</extracomment>
        <translation>Sie sind dann nicht mehr zu sehen und zu hören. Wenn Sie die Sitzung verlassen, endet die Aufnahme.</translation>
    </message>
    <message>
        <source>Keep going in the background</source>
        <extracomment>Button of that question</extracomment>
        <translation>Im Hintergrund fortsetzen</translation>
    </message>
    <message>
        <source>Stop recording and leave</source>
        <extracomment>Button of that question</extracomment>
        <translation>Aufnahme stoppen und gehen</translation>
    </message>
    <message>
        <source>End the session for everyone?</source>
        <extracomment>Question after &quot;End session for everyone&quot;</extracomment>
        <translation>Sitzung für alle beenden?</translation>
    </message>
    <message>
        <source>Everyone leaves the room. The recording stops and is saved.</source>
        <extracomment>Under that question while the room is recorded</extracomment>
        <translation>Alle verlassen den Raum. Die Aufnahme wird gestoppt und gespeichert.</translation>
    </message>
    <message>
        <source>Everyone leaves the room.</source>
        <translation>Alle verlassen den Raum.</translation>
    </message>
    <message>
        <source>End session</source>
        <extracomment>Button of that question</extracomment>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>Recording interrupted. Nothing is being saved: this computer is too busy, or its disk is not responding.</source>
        <extracomment>Above the stage, on the computer that records</extracomment>
        <translation>Aufnahme unterbrochen. Es wird nichts gespeichert: Dieser Computer ist überlastet, oder seine Festplatte reagiert nicht.</translation>
    </message>
    <message>
        <source>%1 This computer keeps recording and keeps trying to reconnect.</source>
        <extracomment>Above the stage on the computer that records; %1 is a sentence that says why, such as &quot;This link has expired. Ask the host for a new one.&quot;</extracomment>
        <translation>%1 Dieser Computer nimmt weiter auf und versucht, die Verbindung wiederherzustellen.</translation>
    </message>
    <message>
        <source>Recording interrupted. The recording computer is not responding or is too busy. Nothing is being recorded right now.</source>
        <extracomment>Above the stage: the recording computer is asleep, frozen, offline or too busy</extracomment>
        <translation>Aufnahme unterbrochen. Der aufnehmende Computer reagiert nicht oder ist überlastet. Zurzeit wird nichts aufgenommen.</translation>
    </message>
    <message>
        <source>Camera disconnected. Now using %1.</source>
        <extracomment>%1 is the name of a camera</extracomment>
        <translation>Kamera getrennt. Jetzt wird %1 verwendet.</translation>
    </message>
    <message>
        <source>Microphone disconnected. Now using %1.</source>
        <extracomment>%1 is the name of a microphone</extracomment>
        <translation>Mikrofon getrennt. Jetzt wird %1 verwendet.</translation>
    </message>
    <message>
        <source>Moderator link copied. Whoever has it can record and lock the room, so send it to moderators only.</source>
        <extracomment>After &quot;Copy link for moderators&quot;</extracomment>
        <translation>Moderationslink kopiert. Wer ihn hat, kann aufzeichnen und den Raum sperren. Senden Sie ihn nur an die Moderation.</translation>
    </message>
</context>
<context>
    <name>prosc::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <extracomment>Title of the dialog</extracomment>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Room</source>
        <extracomment>Heading in the settings</extracomment>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Lock room</source>
        <extracomment>Setting of the room
----------
Button that confirms</extracomment>
        <translation>Raum sperren</translation>
    </message>
    <message>
        <source>New participants wait until you unlock the room. Hosts can still join.</source>
        <extracomment>Under the setting &quot;Lock room&quot;</extracomment>
        <translation>Neue Teilnehmende warten, bis Sie den Raum entsperren. Gastgeber können weiterhin beitreten.</translation>
    </message>
    <message>
        <source>About</source>
        <extracomment>Heading in the settings</extracomment>
        <translation>Info</translation>
    </message>
    <message>
        <source>Proscenium %1</source>
        <extracomment>%1 is a version number such as 0.1.0</extracomment>
        <translation>Proscenium %1</translation>
    </message>
    <message>
        <source>Participants will be redirected to the waiting room.</source>
        <extracomment>Question after &quot;Lock room&quot; was ticked</extracomment>
        <translation>Teilnehmende werden in den Warteraum geleitet.</translation>
    </message>
    <message>
        <source>Licenses</source>
        <extracomment>Button beside the version number: shows version and licences of all parts</extracomment>
        <translation>Lizenzen</translation>
    </message>
</context>
<context>
    <name>prosc::StageView</name>
    <message>
        <source>Stage</source>
        <extracomment>Name of the stage for a screen reader</extracomment>
        <translation>Bühne</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <extracomment>Label of one&apos;s own tile. %1 is one&apos;s own name</extracomment>
        <translation>%1 (Sie)</translation>
    </message>
    <message>
        <source>No one is on stage yet.</source>
        <extracomment>In the middle of the empty stage</extracomment>
        <translation>Noch ist niemand auf der Bühne.</translation>
    </message>
    <message>
        <source>Turn on your camera or microphone to be seen and heard.</source>
        <extracomment>Under &quot;No one is on stage yet.&quot;</extracomment>
        <translation>Schalten Sie Kamera oder Mikrofon ein, um gesehen und gehört zu werden.</translation>
    </message>
    <message>
        <source>Your screen</source>
        <comment>Label of shared content</comment>
        <translation>Ihr Bildschirm</translation>
    </message>
    <message>
        <source>Screen of %1</source>
        <comment>Label of shared content; %1 is a name</comment>
        <translation>Bildschirm von %1</translation>
    </message>
    <message>
        <source>On the stage: %1</source>
        <comment>For a screen reader; %1 is a list of names</comment>
        <translation>Auf der Bühne: %1</translation>
    </message>
    <message>
        <source>Copy invite link</source>
        <extracomment>Button in the middle of the empty stage</extracomment>
        <translation>Einladungslink kopieren</translation>
    </message>
</context>
<context>
    <name>prosc::StartPage</name>
    <message>
        <source>Host meetings and record them on this computer.</source>
        <extracomment>Under the program&apos;s name on the start page</extracomment>
        <translation>Meetings veranstalten und auf diesem Computer aufnehmen.</translation>
    </message>
    <message>
        <source>e.g. Dana Levi</source>
        <extracomment>Placeholder of the name field</extracomment>
        <translation>z.&#xa0;B. Dana Levi</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <extracomment>Label of the name field; &amp; marks the key that jumps there</extracomment>
        <translation>Ihr &amp;Name</translation>
    </message>
    <message>
        <source>Host a room</source>
        <extracomment>Heading of the card for hosting</extracomment>
        <translation>Einen Raum starten</translation>
    </message>
    <message>
        <source>The room runs on this computer. You&apos;ll get links to share.</source>
        <extracomment>Under the heading &quot;Host a room&quot;</extracomment>
        <translation>Der Raum läuft auf diesem Computer. Sie erhalten Links zum Teilen.</translation>
    </message>
    <message>
        <source>e.g. Biology, lesson 4</source>
        <extracomment>Placeholder of the field for the room&apos;s title</extracomment>
        <translation>z.&#xa0;B. Biologie, Stunde 4</translation>
    </message>
    <message>
        <source>Room &amp;title</source>
        <extracomment>Label of the field for the room&apos;s title</extracomment>
        <translation>Raum&amp;titel</translation>
    </message>
    <message>
        <source>&amp;Host room</source>
        <extracomment>Button; &amp; marks its key</extracomment>
        <translation>Raum &amp;starten</translation>
    </message>
    <message>
        <source>Join a room</source>
        <extracomment>Heading of the card for joining</extracomment>
        <translation>Einem Raum beitreten</translation>
    </message>
    <message>
        <source>Paste the link you got from the host or a moderator.</source>
        <extracomment>Under the heading &quot;Join a room&quot;</extracomment>
        <translation>Fügen Sie den Link ein, den Sie vom Gastgeber oder von einem Moderator erhalten haben.</translation>
    </message>
    <message>
        <source>Room &amp;link</source>
        <extracomment>Label of the field for the room&apos;s link</extracomment>
        <translation>Raum&amp;link</translation>
    </message>
    <message>
        <source>&amp;Join room</source>
        <extracomment>Button; &amp; marks its key</extracomment>
        <translation>&amp;Beitreten</translation>
    </message>
    <message>
        <source>Enter your name first.</source>
        <extracomment>Sentence after Host or Join was pressed with an empty name</extracomment>
        <translation>Geben Sie zuerst Ihren Namen ein.</translation>
    </message>
    <message>
        <source>Enter a room title.</source>
        <extracomment>Sentence after Host was pressed with an empty title</extracomment>
        <translation>Geben Sie einen Raumtitel ein.</translation>
    </message>
    <message>
        <source>Enter the room link.</source>
        <extracomment>Sentence after Join was pressed with an empty link</extracomment>
        <translation>Geben Sie den Raumlink ein.</translation>
    </message>
    <message>
        <source>This is not a room link. Room links start with https:// and contain /join/.</source>
        <extracomment>Sentence after Join was pressed with something that is not a room link</extracomment>
        <translation>Das ist kein Raumlink. Raumlinks beginnen mit https:// und enthalten /join/.</translation>
    </message>
    <message>
        <source>Join meetings and record them on this computer.</source>
        <extracomment>Under the program&apos;s name on the start page of a program that cannot host rooms</extracomment>
        <translation>An Besprechungen teilnehmen und sie auf diesem Computer aufzeichnen.</translation>
    </message>
    <message>
        <source>About</source>
        <extracomment>Button of the start page: version and licences of the program</extracomment>
        <translation>Info</translation>
    </message>
</context>
<context>
    <name>prosc::Toast</name>
    <message>
        <source>Close</source>
        <extracomment>Closes a short message</extracomment>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>prosc::TrayController</name>
    <message>
        <source>Open</source>
        <extracomment>Entry of the menu in the tray: show the window</extracomment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>Entry of the menu in the tray</extracomment>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>The recording is ready.</source>
        <extracomment>System notification after a recording was uploaded</extracomment>
        <translation>Die Aufnahme ist fertig.</translation>
    </message>
    <message>
        <source>Keep going in the background</source>
        <extracomment>Button of the question that closing the window asks</extracomment>
        <translation>Im Hintergrund fortsetzen</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <extracomment>Button of the question that closing the window asks</extracomment>
        <translation>Stoppen und beenden</translation>
    </message>
    <message>
        <source>This computer hosts the room and is recording. Keep it going in the background?</source>
        <extracomment>Question when the window is closed</extracomment>
        <translation>Auf diesem Computer laufen der Raum und eine Aufnahme. Im Hintergrund fortsetzen?</translation>
    </message>
    <message>
        <source>This computer is recording. Keep it going in the background?</source>
        <extracomment>Question when the window is closed</extracomment>
        <translation>Auf diesem Computer läuft eine Aufnahme. Im Hintergrund fortsetzen?</translation>
    </message>
    <message>
        <source>This computer hosts the room. Keep it going in the background?</source>
        <extracomment>Question when the window is closed</extracomment>
        <translation>Auf diesem Computer läuft der Raum. Im Hintergrund fortsetzen?</translation>
    </message>
    <message>
        <source>A recording is being uploaded. Keep it going in the background?</source>
        <extracomment>Question when the window is closed</extracomment>
        <translation>Eine Aufnahme wird hochgeladen. Im Hintergrund fortsetzen?</translation>
    </message>
    <message>
        <source>Keep this computer on</source>
        <comment>In the tray, while something goes on</comment>
        <translation>Diesen Computer eingeschaltet lassen</translation>
    </message>
    <message>
        <source>Safe to close</source>
        <comment>In the tray: the computer may be switched off now</comment>
        <translation>Kann ausgeschaltet werden</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) not uploaded yet</source>
        <extracomment>In the tray menu</extracomment>
        <translation>
            <numerusform>%n Aufnahme noch nicht hochgeladen</numerusform>
            <numerusform>%n Aufnahmen noch nicht hochgeladen</numerusform>
        </translation>
    </message>
    <message>
        <source>About</source>
        <extracomment>Entry of the menu in the tray: version and licences of the program</extracomment>
        <translation>Info</translation>
    </message>
</context>
<context>
    <name>prosc::UploadOptions</name>
    <message>
        <source>Upload only after the meeting</source>
        <extracomment>Setting of this computer</extracomment>
        <translation>Erst nach dem Meeting hochladen</translation>
    </message>
    <message>
        <source>Uploads from this computer</source>
        <extracomment>Heading in the settings</extracomment>
        <translation>Uploads von diesem Computer</translation>
    </message>
    <message>
        <source>Uploads start automatically after the meeting.</source>
        <extracomment>Under the setting &quot;Upload only after the meeting&quot;</extracomment>
        <translation>Uploads beginnen automatisch nach dem Meeting.</translation>
    </message>
    <message>
        <source>Counted from when the upload is verified. Nothing is removed before that.</source>
        <extracomment>Under the setting &quot;Copies on this computer&quot;</extracomment>
        <translation>Die Frist beginnt, sobald der Upload überprüft ist. Vorher wird nichts entfernt.</translation>
    </message>
    <message>
        <source>Maximum upload speed</source>
        <extracomment>Setting of this computer: the maximum speed of uploads</extracomment>
        <translation>Maximale Upload-Geschwindigkeit</translation>
    </message>
    <message>
        <source>Unit of the upload speed</source>
        <extracomment>Name of the choice between &quot;No limit&quot;, &quot;kbit/s&quot; and &quot;Mbit/s&quot;, for a screen reader</extracomment>
        <translation>Einheit der Upload-Geschwindigkeit</translation>
    </message>
    <message>
        <source>No limit</source>
        <extracomment>Choice of the setting &quot;Maximum upload speed&quot;</extracomment>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source>kbit/s</source>
        <extracomment>Choice of the setting &quot;Maximum upload speed&quot;: kilobits per second</extracomment>
        <translation>kbit/s</translation>
    </message>
    <message>
        <source>Mbit/s</source>
        <extracomment>Choice of the setting &quot;Maximum upload speed&quot;: megabits per second</extracomment>
        <translation>Mbit/s</translation>
    </message>
    <message>
        <source>Copies on this computer</source>
        <extracomment>Setting of this computer: what happens to uploaded recordings</extracomment>
        <translation>Kopien auf diesem Computer</translation>
    </message>
    <message>
        <source>Remove after 7 days</source>
        <extracomment>Choice of the setting &quot;Copies on this computer&quot;</extracomment>
        <translation>Nach 7 Tagen entfernen</translation>
    </message>
    <message>
        <source>Remove at once</source>
        <extracomment>Choice of the setting &quot;Copies on this computer&quot;</extracomment>
        <translation>Sofort entfernen</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Choice of the setting &quot;Copies on this computer&quot;</extracomment>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>prosc::UploadStrip</name>
    <message>
        <source>Uploading the recording…</source>
        <extracomment>A recording on its way to the library</extracomment>
        <translation>Die Aufnahme wird hochgeladen …</translation>
    </message>
    <message>
        <source>Checking the uploaded recording…</source>
        <extracomment>A recording on its way to the library: the checksums are compared</extracomment>
        <translation>Die hochgeladene Aufnahme wird geprüft …</translation>
    </message>
    <message>
        <source>The recording is waiting to be uploaded.</source>
        <extracomment>A recording on its way to the library</extracomment>
        <translation>Die Aufnahme wartet auf den Upload.</translation>
    </message>
    <message>
        <source>Upload of the recording</source>
        <extracomment>Name of the progress bar for a screen reader</extracomment>
        <translation>Upload der Aufnahme</translation>
    </message>
    <message>
        <source>Retry now</source>
        <extracomment>Button: retry the upload immediately</extracomment>
        <translation>Jetzt wiederholen</translation>
    </message>
    <message>
        <source>The recording is saved on this computer, but not uploaded. %1</source>
        <extracomment>A recording on its way to the library. %1 is a sentence that says why</extracomment>
        <translation>Die Aufnahme ist auf diesem Computer gespeichert, aber nicht hochgeladen. %1</translation>
    </message>
    <message>
        <source>The recording is on this computer. The upload will be retried automatically. %1</source>
        <extracomment>A recording on its way to the library. %1 is a sentence that says why it waits</extracomment>
        <translation>Die Aufnahme ist auf diesem Computer. Der Upload wird automatisch wiederholt. %1</translation>
    </message>
    <message>
        <source>The upload is paused.</source>
        <extracomment>A recording on its way to the library</extracomment>
        <translation>Der Upload ist pausiert.</translation>
    </message>
    <message>
        <source>The recording will be uploaded after the meeting.</source>
        <extracomment>A recording on its way to the library: the settings say &quot;Upload only after the meeting&quot;</extracomment>
        <translation>Die Aufnahme wird nach dem Meeting hochgeladen.</translation>
    </message>
    <message>
        <source>Resume</source>
        <extracomment>Button: resume a paused upload</extracomment>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Stop uploading “%1” for good?</source>
        <extracomment>Question after &quot;Stop uploading&quot;. %1 is the name of a file</extracomment>
        <translation>Upload von „%1“ endgültig stoppen?</translation>
    </message>
    <message>
        <source>The recording stays in the folder %1 on this computer. It will no longer be uploaded automatically.</source>
        <extracomment>Under that question. %1 is a folder</extracomment>
        <translation>Die Aufnahme bleibt im Ordner %1 auf diesem Computer. Sie wird nicht mehr automatisch hochgeladen.</translation>
    </message>
    <message>
        <source>The file is no longer in the folder %1 on this computer. What the room received stays there.</source>
        <extracomment>Under that question, when the file is gone. %1 is a folder</extracomment>
        <translation>Die Datei ist nicht mehr im Ordner %1 auf diesem Computer. Was im Raum angekommen ist, bleibt dort.</translation>
    </message>
    <message>
        <source>Stop uploading</source>
        <extracomment>Button that confirms</extracomment>
        <translation>Upload stoppen</translation>
    </message>
    <message>
        <source>Stop uploading…</source>
        <extracomment>Button: stop uploading it permanently</extracomment>
        <translation>Upload stoppen …</translation>
    </message>
</context>
<context>
    <name>prosc::WaitingDialog</name>
    <message>
        <source>Waiting room</source>
        <extracomment>Title of the list of people who wait to be let in</extracomment>
        <translation>Warteraum</translation>
    </message>
    <message>
        <source>Unlock room</source>
        <extracomment>Button of the waiting room: anybody may enter from now on, those who wait too</extracomment>
        <translation>Raum entsperren</translation>
    </message>
    <message>
        <source>Admit all</source>
        <extracomment>Button of the waiting room: let everybody in who waits; the room stays locked</extracomment>
        <translation>Alle einlassen</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button of a dialog</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Admit</source>
        <translation>Einlassen</translation>
    </message>
    <message>
        <source>Admit %1</source>
        <extracomment>Names of these buttons for a screen reader; %1 is a person&apos;s name</extracomment>
        <translation>%1 einlassen</translation>
    </message>
    <message>
        <source>Decline %1</source>
        <translation>%1 ablehnen</translation>
    </message>
    <message numerus="yes">
        <source>%n people are waiting to join.</source>
        <comment>In the waiting room</comment>
        <translation>
            <numerusform>%n Person wartet auf Einlass.</numerusform>
            <numerusform>%n Personen warten auf Einlass.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prosc::WaitingPage</name>
    <message>
        <source>The room is locked</source>
        <translation>Der Raum ist gesperrt</translation>
    </message>
    <message>
        <source>Leave the waiting room</source>
        <extracomment>Button on the page shown while the room is locked</extracomment>
        <translation>Warteraum verlassen</translation>
    </message>
    <message>
        <source>You are in the waiting room. You will enter automatically once a moderator lets you in.</source>
        <extracomment>Under that heading</extracomment>
        <translation>Sie sind im Warteraum. Sie gelangen automatisch in den Raum, sobald ein Moderator Sie einlässt.</translation>
    </message>
    <message>
        <source>A moderator has to let you in</source>
        <extracomment>Heading of the page shown while one waits, because somebody from there was removed</extracomment>
        <translation>Ein Moderator muss Sie einlassen</translation>
    </message>
</context>
<context>
    <name>prosc::WaitingStrip</name>
    <message>
        <source>Decline</source>
        <extracomment>Button beside &quot;… is waiting to join.&quot;: send this person away</extracomment>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Admit</source>
        <extracomment>Button beside &quot;… is waiting to join.&quot;: let this person in</extracomment>
        <translation>Einlassen</translation>
    </message>
    <message>
        <source>See all</source>
        <extracomment>Button beside &quot;… people are waiting to join.&quot;</extracomment>
        <translation>Alle anzeigen</translation>
    </message>
    <message>
        <source>%1 is waiting to join.</source>
        <extracomment>For moderators of a locked room; %1 is a person&apos;s name</extracomment>
        <translation>%1 wartet auf Einlass.</translation>
    </message>
    <message numerus="yes">
        <source>%n people are waiting to join.</source>
        <extracomment>For moderators of a locked room</extracomment>
        <translation>
            <numerusform>%n Person wartet auf Einlass.</numerusform>
            <numerusform>%n Personen warten auf Einlass.</numerusform>
        </translation>
    </message>
    <message>
        <source>Admit %1</source>
        <extracomment>Names of these buttons for a screen reader; %1 is a person&apos;s name</extracomment>
        <translation>%1 einlassen</translation>
    </message>
    <message>
        <source>Decline %1</source>
        <translation>%1 ablehnen</translation>
    </message>
</context>
</TS>
