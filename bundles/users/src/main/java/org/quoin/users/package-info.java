/** Accounts: users/assign read, changed and listed. */
@NullMarked
package org.quoin.users;

import org.jspecify.annotations.NullMarked;
