#!/usr/bin/env bash
# Installs the system programs that tests need and that are missing: PostgreSQL, Chromium, Chinese fonts (Debian, Ubuntu).
set -euo pipefail

missing=()
command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
command -v chromium >/dev/null || missing+=(chromium)
compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -gt 0 ] || exit 0

install=(apt-get)
if [ "$(id -u)" -ne 0 ]; then install=(sudo -n apt-get); fi
if ! command -v apt-get >/dev/null || ! "${install[@]}" --version >/dev/null 2>&1; then
    echo "缺少 / missing: ${missing[*]}. 请以管理员安装后重试 / install as administrator: apt-get install ${missing[*]}" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
echo "安装 / installing: ${missing[*]}"
"${install[@]}" update -qq
"${install[@]}" install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
