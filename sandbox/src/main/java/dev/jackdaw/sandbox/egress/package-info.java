/** The one way out for children without a network: a proxy that checks names and addresses. */
@NullMarked
package dev.jackdaw.sandbox.egress;

import org.jspecify.annotations.NullMarked;
