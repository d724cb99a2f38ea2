/** Models of Amazon Bedrock: its Converse API, spoken by the AWS SDK. */
@NullMarked
package dev.jackdaw.bedrock;

import org.jspecify.annotations.NullMarked;
