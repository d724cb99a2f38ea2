package dev.jackdaw.lsp;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A change of a file that a server is told of.
 *
 * @param before what stood there; null when there was no such file
 * @param after what stands there now; null when it was deleted
 * @param found gets what is new, once the server has said
 */
record Check(
    Path file,
    @org.jspecify.annotations.Nullable String before,
    @org.jspecify.annotations.Nullable String after,
    CompletableFuture<List<Problem>> found) {}
