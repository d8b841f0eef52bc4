/** The smtpd bundle. */
@NullMarked
package org.quoin.smtpd;

import org.jspecify.annotations.NullMarked;
