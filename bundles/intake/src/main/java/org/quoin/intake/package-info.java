/** The one door for new mail: drafts, filters, the choice of queue. */
@NullMarked
package org.quoin.intake;

import org.jspecify.annotations.NullMarked;
