/** Mail from programs of this machine: qmail-queue and the socket behind it. */
@NullMarked
package org.quoin.inject;

import org.jspecify.annotations.NullMarked;
