/** The SMTP server: qmail-smtpd's dialogue (S1 to S8), which knows of mail only its one door. */
@NullMarked
package org.quoin.smtpd;

import org.jspecify.annotations.NullMarked;
