/** Rules at the door, one file each. */
@NullMarked
package org.quoin.policy;

import org.jspecify.annotations.NullMarked;
