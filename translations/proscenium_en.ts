<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
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
            <source>%n waiting to join. Unlock the room to let everybody in.</source>
            <extracomment>Short message to moderators while the room is locked</extracomment>
            <translation>
                <numerusform>%n waiting to join. Unlock the room to let everybody in.</numerusform>
                <numerusform>%n waiting to join. Unlock the room to let everybody in.</numerusform>
            </translation>
        </message>
    </context>
</TS>
