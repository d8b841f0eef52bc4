# Accounts that these programs look for, known only inside this mount namespace.
# Sourced by the others, which run as: unshare --mount --pid --fork --kill-child sh FILE ROOT WORK PORT
set -eu
root=$1 work=$2 port=$3
mkdir -p "$work/etc"
cp /etc/passwd /etc/group "$work/etc/"
number=64100
for name in Debian-exim opensmtpd opensmtpq; do
  number=$((number + 1))
  grep -q "^$name:" /etc/passwd || echo "$name:x:$number:$number::/nonexistent:/usr/sbin/nologin" >>"$work/etc/passwd"
  grep -q "^$name:" /etc/group || echo "$name:x:$number:" >>"$work/etc/group"
done
mount --bind "$work/etc/passwd" /etc/passwd
mount --bind "$work/etc/group" /etc/group
