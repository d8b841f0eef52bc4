# Postfix sends one mail, which it may not do in clear. It needs the package itself: its master
# process starts its parts from where they are installed.
set -eu
work=$2 port=$3
mkdir -p "$work/etc" "$work/data" "$work/queue"
chmod 755 "$work"
chown postfix "$work/data"
cat >"$work/etc/main.cf" <<END
compatibility_level = 3.6
myhostname = postfix.test
mydestination =
inet_interfaces = loopback-only
queue_directory = $work/queue
data_directory = $work/data
relayhost = [127.0.0.1]:$port
smtp_tls_security_level = encrypt
smtp_tls_loglevel = 1
smtp_host_lookup = native
maillog_file = /dev/stdout
maillog_file_prefixes = /dev
END
cat >"$work/etc/master.cf" <<END
cleanup   unix  n  -  n  -  0  cleanup
qmgr      unix  n  -  n  300  1  qmgr
rewrite   unix  -  -  n  -  -  trivial-rewrite
bounce    unix  -  -  n  -  0  bounce
defer     unix  -  -  n  -  0  bounce
pickup    unix  n  -  n  60  1  pickup
smtp      unix  -  -  n  -  -  smtp
showq     unix  n  -  n  -  -  showq
tlsmgr    unix  -  -  n  1000?  1  tlsmgr
error     unix  -  -  n  -  -  error
retry     unix  -  -  n  -  -  error
postlog   unix-dgram n  -  n  -  1  postlogd
END
sbin=/usr/sbin
export MAIL_CONFIG="$work/etc"
$sbin/postfix -c "$work/etc" start-fg >"$work/log" 2>&1 &
for _ in $(seq 100); do
  [ -S "$work/queue/public/pickup" ] && break
  sleep 0.1
done
printf 'Subject: from postfix\nX-Token: postfix\n\nhi\n' | $sbin/sendmail -C "$work/etc" -f ann@postfix.test alice@localhost
for _ in $(seq 200); do
  grep -q 'status=' "$work/log" && break
  sleep 0.1
done
cat "$work/log"
grep -q 'status=sent' "$work/log"
grep -q 'TLS connection established' "$work/log"
