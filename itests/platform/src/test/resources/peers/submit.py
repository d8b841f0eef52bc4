# Python's smtplib logs in and submits: by STARTTLS a mail beyond ASCII, and one by implicit TLS.
import smtplib
import ssl
import sys

context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE


def submit(client, token, options):
    client.login("alice", "secret word")
    try:
        client.sendmail("alice@localhost", ["stranger@far.test", "alice@localhost"],
                        ("X-Token: %s\r\nSubject: gr\u00fc\u00dfe\r\n\r\nhi\r\n" % token).encode(), options)
    finally:
        client.quit()


with_starttls = smtplib.SMTP("127.0.0.1", int(sys.argv[1]))
with_starttls.starttls(context=context)
submit(with_starttls, "python", ["SMTPUTF8", "BODY=8BITMIME"])
submit(smtplib.SMTP_SSL("127.0.0.1", int(sys.argv[2]), context=context), "python-s", [])
