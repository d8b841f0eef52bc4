/** The policy bundle. */
@NullMarked
package org.quoin.policy;

import org.jspecify.annotations.NullMarked;
