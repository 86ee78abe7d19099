<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
<context>
    <name>ClosingText</name>
    <message numerus="yes">
        <source>This session reaches its maximum length in %n minutes, and ends.</source>
        <comment>Above the stage</comment>
        <translation>
            <numerusform>This session reaches its maximum length in %n minute, and ends.</numerusform>
            <numerusform>This session reaches its maximum length in %n minutes, and ends.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MediaEntry</name>
    <message numerus="yes">
        <source>Deleted permanently in %n day(s).</source>
        <extracomment>State of a recording in the bin: %n days from now</extracomment>
        <translation>
            <numerusform>Deleted permanently in %n day.</numerusform>
            <numerusform>Deleted permanently in %n days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecorderReport</name>
    <message numerus="yes">
        <source>%n more</source>
        <extracomment>In the recorder&apos;s panel, after some lines such as &quot;Anna: frozen video&quot;</extracomment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <extracomment>The longest recording</extracomment>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <extracomment>The longest recording</extracomment>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The recording ends in %n minutes, at the maximum length of %1.</source>
        <extracomment>To moderators during a recording; %1 is the longest recording, such as &quot;24 hours&quot;</extracomment>
        <translation>
            <numerusform>The recording ends in %n minute, at the maximum length of %1.</numerusform>
            <numerusform>The recording ends in %n minutes, at the maximum length of %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prosc::PeopleNews</name>
    <message numerus="yes">
        <source>%n people have raised a hand.</source>
        <extracomment>Message to moderators</extracomment>
        <translation>
            <numerusform>%n person has raised a hand.</numerusform>
            <numerusform>%n people have raised a hand.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prosc::RecordingControls</name>
    <message numerus="yes">
        <source>%n not confirmed</source>
        <extracomment>For moderators: how many people have not pressed Confirm</extracomment>
        <translation>
            <numerusform>%n not confirmed</numerusform>
            <numerusform>%n not confirmed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prosc::RoomToolbar</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <extracomment>On the indicator Room locked, for moderators: how many people wait to be let in</extracomment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Participants (%n)</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>
            <numerusform>Participants (%n)</numerusform>
            <numerusform>Participants (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Chat (%n new)</source>
        <extracomment>Button of the toolbar</extracomment>
        <translation>
            <numerusform>Chat (%n new)</numerusform>
            <numerusform>Chat (%n new)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prosc::TrayController</name>
    <message numerus="yes">
        <source>%n recording(s) not uploaded yet</source>
        <extracomment>In the tray menu</extracomment>
        <translation>
            <numerusform>%n recording not uploaded yet</numerusform>
            <numerusform>%n recordings not uploaded yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prosc::WaitingDialog</name>
    <message numerus="yes">
        <source>%n people are waiting to join.</source>
        <comment>In the waiting room</comment>
        <translation>
            <numerusform>%n person is waiting to join.</numerusform>
            <numerusform>%n people are waiting to join.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prosc::WaitingStrip</name>
    <message numerus="yes">
        <source>%n people are waiting to join.</source>
        <extracomment>For moderators of a locked room</extracomment>
        <translation>
            <numerusform>%n person is waiting to join.</numerusform>
            <numerusform>%n people are waiting to join.</numerusform>
        </translation>
    </message>
</context>
</TS>
