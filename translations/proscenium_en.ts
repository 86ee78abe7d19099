<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
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
</context>
<context>
    <name>prosc::RoomWindow</name>
    <message numerus="yes">
        <source>%n waiting to join. Unlock the room to admit everyone.</source>
        <extracomment>Short message to moderators while the room is locked</extracomment>
        <translation>
            <numerusform>%n waiting to join. Unlock the room to admit everyone.</numerusform>
            <numerusform>%n waiting to join. Unlock the room to admit everyone.</numerusform>
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
</TS>
