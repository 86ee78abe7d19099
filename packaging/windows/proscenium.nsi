; The installer for Windows, made by installer.sh beside this file:
;   makensis -DSTAGE=FOLDER -DVERSION=0.1.0 -DWORK=FOLDER -DOUTPUT=FILE.exe proscenium.nsi
; STAGE holds what is installed. WORK holds what installer.sh makes: proscenium.ico, and remove_files.nsh, which names what the uninstaller
; removes: only what was installed, whatever else people put into the folder.
; Silent: /S, with /CurrentUser or /AllUsers, and /D=FOLDER as the last argument. It then ends with 2 for a refusal (the sentences in texts).
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS Win10

!define NAME "Proscenium"
!define PUBLISHER "The Proscenium contributors"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define SCHEME_KEY "Software\Classes\proscenium"
!define REFUSED 2

; Highest: who may administer the computer is asked for whom to install; everybody else installs for themselves.
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_FUNCTION useFolderOfInstalled
!define MULTIUSER_INIT_TEXT_ALLUSERSNOTPOSSIBLE "$(notForAll)"
!include MultiUser.nsh
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include WordFunc.nsh

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"

!define MUI_ICON "${WORK}/proscenium.ico"
!define MUI_UNICON "${WORK}/proscenium.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION startProgram
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(recordingsStay)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; What is said beside NSIS's own pages. makensis warns of a sentence that a language lacks, and installer.sh takes a warning for an error.
!macro describe LANGUAGE DESCRIPTION
    !insertmacro MUI_LANGUAGE "${LANGUAGE}"
    VIAddVersionKey /LANG=${LANG_${LANGUAGE}} "ProductName" "${NAME}"
    VIAddVersionKey /LANG=${LANG_${LANGUAGE}} "ProductVersion" "${VERSION}"
    VIAddVersionKey /LANG=${LANG_${LANGUAGE}} "FileVersion" "${VERSION}"
    VIAddVersionKey /LANG=${LANG_${LANGUAGE}} "FileDescription" "${DESCRIPTION}"
    VIAddVersionKey /LANG=${LANG_${LANGUAGE}} "LegalCopyright" "${PUBLISHER}"
!macroend
!include texts/en.nsh
!include texts/de.nsh
!include texts/he.nsh

Var folderOfCommandLine
Var installedFolder
Var installedVersion

!macro refuse SENTENCE
    MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
    SetErrorLevel ${REFUSED}
    Quit
!macroend

; A program that runs holds its file.
!macro lookWhetherRunning FILE
    ${If} ${FileExists} "${FILE}"
        ClearErrors
        FileOpen $0 "${FILE}" a
        ${If} ${Errors}
            StrCpy $1 running
        ${Else}
            FileClose $0
        ${EndIf}
    ${EndIf}
!macroend

; It is never ended from here: it may be recording.
!macro refuseWhileRunning FOLDER
    !define ID ${__COUNTER__}
    look_${ID}:
    StrCpy $1 ""
    !insertmacro lookWhetherRunning "${FOLDER}\proscenium.exe"
    !insertmacro lookWhetherRunning "${FOLDER}\proscenium-room.exe"
    ${If} $1 == running
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(isRunning)" /SD IDCANCEL IDRETRY look_${ID}
        SetErrorLevel ${REFUSED}
        Quit
    ${EndIf}
    !undef ID
!macroend

; MultiUser.nsh calls it each time it is chosen for whom to install.
Function useFolderOfInstalled
    ReadRegStr $installedFolder SHCTX "${UNINSTALL_KEY}" "InstallLocation"
    ReadRegStr $installedVersion SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
    ${If} $installedFolder != ""
        StrCpy $INSTDIR $installedFolder
    ${EndIf}
    ${If} $folderOfCommandLine != ""
        StrCpy $INSTDIR $folderOfCommandLine
    ${EndIf}
FunctionEnd

Function .onInit
    ; Empty unless /D= was given; MultiUser.nsh overwrites it.
    StrCpy $folderOfCommandLine $INSTDIR
    ${IfNot} ${AtLeastWin10}
        !insertmacro refuse "$(windowsTooOld)"
    ${EndIf}
    ; MultiUser.nsh would show its box even when silent, and wait for ever.
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/AllUsers" $1
    ${IfNot} ${Errors}
        UserInfo::GetAccountType
        Pop $1
        ${If} $1 != "Admin"
            !insertmacro refuse "$(notForAll)"
        ${EndIf}
    ${EndIf}
    !insertmacro MULTIUSER_INIT
FunctionEnd

Function startProgram
    ; By the Explorer, which is not elevated: recordings would else belong to the administrator.
    Exec '"$WINDIR\explorer.exe" "$INSTDIR\proscenium.exe"'
FunctionEnd

Function removeInstalled
    ${If} $installedFolder == ""
    ${OrIfNot} ${FileExists} "$installedFolder\uninstall.exe"
        Return
    ${EndIf}
    ${VersionCompare} "$installedVersion" "${VERSION}" $0
    ${If} $0 == 1
        !insertmacro refuse "$(newerIsInstalled)"
    ${EndIf}
    !insertmacro refuseWhileRunning $installedFolder
    ; With _? it neither copies itself away nor returns before it is done.
    ExecWait '"$installedFolder\uninstall.exe" /S /$MultiUser.InstallMode _?=$installedFolder' $0
    ${If} $0 != 0
        !insertmacro refuse "$(oldOneStays)"
    ${EndIf}
    Delete "$installedFolder\uninstall.exe"
    ${If} $installedFolder != $INSTDIR
        RMDir "$installedFolder"
    ${EndIf}
FunctionEnd

Section
    Call removeInstalled
    !insertmacro refuseWhileRunning $INSTDIR
    SetOutPath "$INSTDIR"
    File /r "${STAGE}/*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\proscenium.exe"

    WriteRegStr SHCTX "${SCHEME_KEY}" "" "URL:${NAME}"
    WriteRegStr SHCTX "${SCHEME_KEY}" "URL Protocol" ""
    WriteRegStr SHCTX "${SCHEME_KEY}\DefaultIcon" "" '"$INSTDIR\proscenium.exe",0'
    WriteRegStr SHCTX "${SCHEME_KEY}\shell\open\command" "" '"$INSTDIR\proscenium.exe" "%1"'

    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" '"$INSTDIR\proscenium.exe",0'
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" $0
    Call tellShell
SectionEnd

!macro tellShell UN
Function ${UN}tellShell
    ; SHCNE_ASSOCCHANGED: the Explorer learns of the scheme and the icon now, not at the next log-in.
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd
!macroend
!insertmacro tellShell ""
!insertmacro tellShell "un."

Function un.onInit
    !insertmacro MULTIUSER_UNINIT
    ; Started by a double click it is not told for whom it was installed.
    ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
    ${If} $0 == $INSTDIR
    ${AndIf} $MultiUser.Privileges == "Admin"
        Call un.MultiUser.InstallMode.AllUsers
    ${EndIf}
FunctionEnd

Section "Uninstall"
    !insertmacro refuseWhileRunning $INSTDIR
    !include "${WORK}/remove_files.nsh"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\${NAME}.lnk"

    ; Another program may have taken the scheme meanwhile.
    ReadRegStr $0 SHCTX "${SCHEME_KEY}\shell\open\command" ""
    ${If} $0 == '"$INSTDIR\proscenium.exe" "%1"'
        DeleteRegKey SHCTX "${SCHEME_KEY}"
    ${EndIf}
    DeleteRegKey SHCTX "${UNINSTALL_KEY}"
    Call un.tellShell
    DetailPrint "$(recordingsStay)"
SectionEnd
