/** What all that connects needs to know of addresses. */
@NullMarked
package dev.jackdaw.api.net;

import org.jspecify.annotations.NullMarked;
