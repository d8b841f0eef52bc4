/** What happened, passed on to listeners; the log in qmail's words is one of them. */
@NullMarked
package org.quoin.observe;

import org.jspecify.annotations.NullMarked;
