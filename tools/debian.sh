#!/bin/sh
# Installs the Debian packages of a set ("run", "test", "database") or the packages named, where this is allowed.
# Otherwise one line says what is missing and what will not work, and the caller goes on without.
set -eu

packages_of() {
    case $1 in
        run) echo libreoffice-writer-nogui python3-uno poppler-utils fonts-tlwg-laksaman-ttf ;;
        test) echo "$(packages_of run)" chromium postgresql-client ;;
        database) echo postgresql ;;
        *) echo "$1" ;;
    esac
}

loss_of() {
    case $1 in
        libreoffice-writer-nogui) echo "ทำ PDF" ;;
        python3-uno) echo "ทำ PDF หลายฉบับพร้อมกันและเลขหน้าไทย" ;;
        poppler-utils) echo "ตรวจแบบอักษรใน PDF" ;;
        fonts-tlwg-laksaman-ttf) echo "แบบอักษรของ PDF" ;;
        chromium) echo "ทดสอบด้วยเบราว์เซอร์" ;;
        postgresql-client) echo "สำรองฐานข้อมูล PostgreSQL" ;;
        postgresql) echo "ทดสอบบน PostgreSQL" ;;
        *) echo "$1" ;;
    esac
}

installed() {
    # Ubuntu's chromium is a snap, and a machine may have these programs from elsewhere.
    case $1 in
        chromium) command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 && return 0 ;;
        libreoffice-writer-nogui) command -v soffice >/dev/null 2>&1 && return 0 ;;
        poppler-utils) command -v pdftotext >/dev/null 2>&1 && return 0 ;;
        postgresql-client) command -v pg_dump >/dev/null 2>&1 && return 0 ;;
        python3-uno) /usr/bin/python3 -c 'import uno' 2>/dev/null && return 0 ;;
    esac
    dpkg-query --show --showformat '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

missing=""
for package in $(packages_of "$1"); do
    installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

root=""
[ "$(id -u)" = 0 ] || root="sudo -n"
if command -v apt-get >/dev/null 2>&1 && $root true 2>/dev/null; then
    echo "กำลังติดตั้ง$missing"
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    if { $root apt-get update && $root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
        exit 0
    fi
    tail -n 3 "$log" >&2
fi

losses=""
for package in $missing; do
    losses="$losses${losses:+, }$(loss_of "$package")"
done
echo "หมายเหตุ: ยังไม่มี$missing จึงใช้ไม่ได้: $losses (ติดตั้งด้วย: sudo apt-get install$missing)" >&2
