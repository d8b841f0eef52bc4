/** What tests and benchmarks of the whole share: a load client, a Maildir reader, a platform. */
@NullMarked
package org.quoin.kit;

import org.jspecify.annotations.NullMarked;
