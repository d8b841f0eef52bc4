/** The domain name system, asked through a cache. */
@NullMarked
package org.quoin.dns;

import org.jspecify.annotations.NullMarked;
