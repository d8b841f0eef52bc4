# OpenSMTPD sends one mail, which it may not do in clear.
. "$(dirname "$0")/accounts.sh"
mkdir -p "$work/spool" "$work/run" "$work/empty" "$work/libexec"
for place in /var/spool /var/run /var/lib /usr/libexec; do mkdir -p "$place"; done
mount -t tmpfs none /var/lib
mkdir -p /var/lib/opensmtpd/empty
mount --bind "$work/spool" /var/spool
mkdir -p -m 711 /var/spool/smtpd
mount --bind "$work/run" /run
mount --bind "$root/usr/libexec" /usr/libexec
cat >"$work/smtpd.conf" <<END
listen on socket
action "out" relay host "smtp+tls://127.0.0.1:$port" tls no-verify
match from any for any action "out"
END
"$root/usr/sbin/smtpd" -d -v -f "$work/smtpd.conf" >"$work/log" 2>&1 &
cp "$root/usr/sbin/smtpctl" "$work/sendmail"
chgrp opensmtpq "$work/sendmail"
chmod g+s "$work/sendmail"
for _ in $(seq 100); do
  [ -S /run/smtpd.sock ] && break
  sleep 0.1
done
printf 'Subject: from opensmtpd\nX-Token: opensmtpd\n\nhi\n' | "$work/sendmail" -f ann@opensmtpd.test alice@localhost
for _ in $(seq 200); do
  grep -q 'result="Ok"' "$work/log" && break
  sleep 0.1
done
cat "$work/log"
grep -q 'result="Ok"' "$work/log"
