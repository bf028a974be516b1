package speech

import (
	"os/exec"
	"regexp"
	"runtime"
	"strings"
)

// find is the tool of this system, nil where it is not there.
func find() *tool {
	name, of := "espeak-ng", espeak
	switch runtime.GOOS {
	case "darwin":
		name, of = "say", say
	case "windows":
		name, of = "powershell.exe", sapi
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return nil
	}
	return of(path)
}

// espeak is espeak-ng (its manual: espeak-ng(1)): text on standard input in UTF-8.
func espeak(path string) *tool {
	return &tool{
		path: path, list: []string{"--voices"}, voices: espeakVoices,
		speak: func(v voice) []string { return []string{"--stdin", "-b", "1", "-v", v.name} },
	}
}

// espeakVoices reads the table of espeak-ng --voices: priority, language, age and
// gender, name, file. Those of the folder mb need another program that is not there.
func espeakVoices(out string) (list []voice) {
	for line := range strings.Lines(out) {
		f := strings.Fields(line)
		if len(f) >= 5 && f[0] != "Pty" && !strings.HasPrefix(f[4], "mb/") {
			list = append(list, voice{name: f[4], lang: tagOf(f[1])})
		}
	}
	return list
}

// say is the one of macOS: see its say(1).
func say(path string) *tool {
	return &tool{
		path: path, list: []string{"-v", "?"}, voices: sayVoices,
		speak: func(v voice) []string { return []string{"-v", v.name, "-f", "-"} },
	}
}

// sayLine is a voice of say -v '?': its name, which may have blanks in it, its
// language, and after # what it says of itself.
var sayLine = regexp.MustCompile(`^(\S.*?)\s+([a-z]{2,3}[_-][A-Za-z0-9_-]+)\s+#`)

func sayVoices(out string) (list []voice) {
	for line := range strings.Lines(out) {
		if m := sayLine.FindStringSubmatch(line); m != nil {
			list = append(list, voice{name: m[1], lang: tagOf(m[2])})
		}
	}
	return list
}

const (
	// listScript and speakScript run in PowerShell, with the speech that is part of
	// .NET Framework (System.Speech.Synthesis). The name of the voice is the first
	// line of standard input, the text is the rest: neither is part of the script.
	listScript = `$ErrorActionPreference='Stop';Add-Type -AssemblyName System.Speech;` +
		`[Console]::OutputEncoding=New-Object System.Text.UTF8Encoding $false;` +
		`foreach($v in (New-Object System.Speech.Synthesis.SpeechSynthesizer).GetInstalledVoices()){` +
		`if($v.Enabled){[Console]::Out.WriteLine($v.VoiceInfo.Culture.Name+' '+$v.VoiceInfo.Name)}}`
	speakScript = `$ErrorActionPreference='Stop';Add-Type -AssemblyName System.Speech;` +
		`$r=New-Object System.IO.StreamReader([Console]::OpenStandardInput(),(New-Object System.Text.UTF8Encoding $false));` +
		`$s=New-Object System.Speech.Synthesis.SpeechSynthesizer;$s.SelectVoice($r.ReadLine());$s.Speak($r.ReadToEnd())`
)

// sapi is the speech of Windows, through its PowerShell.
func sapi(path string) *tool {
	args := func(script string) []string {
		return []string{"-NoLogo", "-NoProfile", "-NonInteractive", "-Command", script}
	}
	return &tool{
		path: path, list: args(listScript), voices: sapiVoices,
		speak:  func(voice) []string { return args(speakScript) },
		before: func(v voice) string { return v.name + "\n" },
	}
}

func sapiVoices(out string) (list []voice) {
	for line := range strings.Lines(out) {
		if lang, name, some := strings.Cut(strings.TrimSpace(line), " "); some {
			list = append(list, voice{name: name, lang: tagOf(lang)})
		}
	}
	return list
}
