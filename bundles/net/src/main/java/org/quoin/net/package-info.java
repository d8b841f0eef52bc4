/** Sockets: listeners own the ports and hand connections to the protocols they name. */
@NullMarked
package org.quoin.net;

import org.jspecify.annotations.NullMarked;
