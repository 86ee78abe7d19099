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
</TS>
