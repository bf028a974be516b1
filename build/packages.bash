# shellcheck shell=bash
# Sourced by build/run and build/test: what they need of the system, said aloud,
# asked once, fetched with the system's own installer. Nothing here runs by itself.

missing=()         # packages by Debian's names
missing_reasons=() # one line each

# What the window is compiled against, by the names of pkg-config.
window_libraries=(x11 xcursor xrandr xinerama xi xxf86vm)

# need PACKAGE REASON COMMAND...: notes PACKAGE as missing unless COMMAND succeeds.
need() {
  local package=$1 reason=$2
  shift 2
  if ! "$@" >/dev/null 2>&1; then
    missing+=("$package")
    missing_reasons+=("$(printf '  %-18s %s' "$package" "$reason")")
  fi
}

# has finds a program also where only the administrator's PATH looks.
has() {
  command -v "$1" || [ -x "/usr/sbin/$1" ] || [ -x "/sbin/$1" ]
}

has_file() {
  local f
  for f in "$@"; do [ -e "$f" ] && return 0; done
  return 1
}

# compiles_c: on a small system a compiler may come without the C library's headers.
compiles_c() {
  echo '#include <stdlib.h>' | "${CC:-gcc}" -E -
}

need_to_build() {
  [ "$(uname -s)" = Linux ] || return 0
  need gcc "compiles the part that talks to the smart-card service" has "${CC:-gcc}"
  need libc6-dev "what every C program is compiled against" compiles_c
  need pkg-config "finds the libraries below" has pkg-config
  need libpcsclite-dev "the smart-card service's interface" pkg-config --exists libpcsclite
  need libgl1-mesa-dev "draws the window" pkg-config --exists gl
  need xorg-dev "brings the window to the screen, keyboard and mouse to it" pkg-config --exists "${window_libraries[@]}"
}

# other_systems PACKAGES...: the line for an installer that is not apt-get.
other_systems() {
  local p names=()
  if has dnf >/dev/null; then
    for p in "$@"; do
      case $p in
        libc6-dev) names+=(glibc-devel) ;;
        pkg-config) names+=(pkgconf-pkg-config) ;;
        libpcsclite-dev) names+=(pcsc-lite-devel) ;;
        libgl1-mesa-dev) names+=(mesa-libGL-devel) ;;
        xorg-dev) names+=(libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel) ;;
        pcscd) names+=(pcsc-lite) ;;
        vsmartcard-vpcd) ;; # not packaged there
        mupdf-tools) names+=(mupdf) ;;
        xvfb) names+=(xorg-x11-server-Xvfb) ;;
        xauth) names+=(xorg-x11-xauth) ;;
        x11-utils) names+=(xprop xwininfo) ;;
        imagemagick) names+=(ImageMagick) ;;
        libgl1-mesa-dri) names+=(mesa-dri-drivers) ;;
        *) names+=("$p") ;;
      esac
    done
    echo "sudo dnf install ${names[*]-}"
  elif has pacman >/dev/null; then
    for p in "$@"; do
      case $p in
        libc6-dev) names+=(glibc) ;;
        pkg-config) names+=(pkgconf) ;;
        libpcsclite-dev | pcscd) names+=(pcsclite) ;;
        libgl1-mesa-dev | libgl1-mesa-dri) names+=(mesa) ;;
        xorg-dev) names+=(libx11 libxcursor libxrandr libxinerama libxi libxxf86vm) ;;
        vsmartcard-vpcd) ;; # not packaged there
        xvfb) names+=(xorg-server-xvfb) ;;
        xauth) names+=(xorg-xauth) ;;
        x11-utils) names+=(xorg-xprop xorg-xwininfo) ;;
        poppler-utils) names+=(poppler) ;;
        *) names+=("$p") ;;
      esac
    done
    echo "sudo pacman -S --needed ${names[*]-}"
  elif has brew >/dev/null; then
    for p in "$@"; do
      case $p in
        pcscd | vsmartcard-vpcd) ;; # the service is part of macOS
        xvfb | xauth | x11-utils | libgl1-mesa-dri) ;; # the screen is macOS's own
        poppler-utils) names+=(poppler) ;;
        *) names+=("$p") ;;
      esac
    done
    echo "brew install ${names[*]-}"
  else
    echo "install with your system's installer: $*"
  fi
}

# install_missing YES: says what is missing and why, asks once at a terminal
# unless YES is "yes", and installs. Fails when something is still missing.
install_missing() {
  local yes=$1 answer sudo=()
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "Missing on this computer:"
  printf '%s\n' "${missing_reasons[@]}"
  if ! has apt-get >/dev/null; then
    printf 'This is the line for them:\n  %s\n' "$(other_systems "${missing[@]}")"
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    sudo=(sudo)
    if ! has sudo >/dev/null; then
      printf 'Without sudo an administrator has to run:\n  apt-get install --no-install-recommends %s\n' "${missing[*]}"
      return 1
    fi
  fi
  if [ "$yes" != yes ] && [ -t 0 ]; then
    printf 'Install them now with %s? [Y/n] ' "${sudo[*]+sudo }apt-get"
    read -r answer || answer=n
    case $answer in
      '' | [Yy]*) ;;
      *) return 1 ;;
    esac
  fi
  echo "Installing with ${sudo[*]+sudo }apt-get …"
  # Where one source of several does not answer, the rest may still have it all.
  apt_get ${sudo[@]+"${sudo[@]}"} -- update -q || true
  apt_get ${sudo[@]+"${sudo[@]}"} -- install -q -y --no-install-recommends "${missing[@]}"
}

# apt_get [sudo] -- ARGUMENTS: quiet unless it fails, and asks nothing.
apt_get() {
  local before=() log
  while [ "$1" != -- ]; do
    before+=("$1")
    shift
  done
  shift
  log=$(mktemp)
  if ${before[@]+"${before[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get "$@" </dev/null >"$log" 2>&1; then
    rm -f "$log"
  else
    cat "$log"
    rm -f "$log"
    return 1
  fi
}

# want_go stops with a cure unless a Go that can build this is there.
want_go() {
  local v major minor
  if ! command -v go >/dev/null; then
    echo "Go 1.26 or newer is needed and not found. Get it from https://go.dev/dl/" >&2
    exit 3
  fi
  v=$(go version)
  v=${v#go version go}
  major=${v%%.*}
  v=${v#*.}
  minor=${v%%[!0-9]*}
  if [ "$major" -lt 1 ] || { [ "$major" -eq 1 ] && [ "$minor" -lt 26 ]; }; then
    echo "Go 1.26 or newer is needed, this is $(go version). Get it from https://go.dev/dl/" >&2
    exit 3
  fi
}

# can_use_readers: whether the smart-card service can be compiled in.
can_use_readers() {
  case $(uname -s) in
    Linux) compiles_c && has pkg-config && pkg-config --exists libpcsclite ;;
    Darwin) has clang ;;
    *) false ;; # Windows needs no compiler for it
  esac >/dev/null 2>&1
}

# can_open_window: whether the window can be compiled in.
can_open_window() {
  case $(uname -s) in
    Linux) can_use_readers && pkg-config --exists gl "${window_libraries[@]}" ;;
    Darwin) has clang ;;
    *) has gcc ;;
  esac >/dev/null 2>&1
}

# has_screen: whether there is something to open a window on.
has_screen() {
  case $(uname -s) in
    Linux) [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ] ;;
    *) true ;;
  esac
}
