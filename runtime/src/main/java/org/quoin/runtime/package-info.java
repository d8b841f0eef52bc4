/**
 * The programs of {@code bin/}: the launcher that boots the framework in a base folder, and the
 * client that talks to a running platform. Plain class path, no bundle.
 */
@NullMarked
package org.quoin.runtime;

import org.jspecify.annotations.NullMarked;
