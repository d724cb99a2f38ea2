/** Speaks the providers' dialects and tells their facts: windows, prices, features. */
@NullMarked
package dev.jackdaw.models;

import org.jspecify.annotations.NullMarked;
