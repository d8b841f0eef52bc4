# Exim sends one mail, which it may not do in clear.
. "$(dirname "$0")/accounts.sh"
# It runs itself by its own name.
mount -t overlay overlay -o lowerdir="$root/usr/sbin:/usr/sbin" /usr/sbin
mkdir -p "$work/spool" "$work/log"
chown -R Debian-exim:Debian-exim "$work/spool" "$work/log"
cat >"$work/exim.conf" <<END
primary_hostname = exim.test
spool_directory = $work/spool
log_file_path = $work/log/%slog
keep_environment =
tls_advertise_hosts =
begin routers
all:
  driver = manualroute
  route_list = * 127.0.0.1 byname
  self = send
  transport = out
begin transports
out:
  driver = smtp
  port = $port
  allow_localhost
  hosts_require_tls = *
  tls_try_verify_hosts = :
begin retry
END
printf 'Subject: from exim\nX-Token: exim\n\nhi\n' | /usr/sbin/exim4 -C "$work/exim.conf" -odf -f ann@exim.test alice@localhost
cat "$work"/log/*
# K: in chunks (BDAT).
grep -q ' => .* X=TLS.* K ' "$work/log/mainlog"
