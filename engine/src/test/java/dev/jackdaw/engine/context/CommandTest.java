package dev.jackdaw.engine.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "make test ~ make  test",
        "mvn test ~ mvn -q test",
        "mvn -q test ~ mvn -q -Dtest=FooTest test",
        "mvn verify ~ ./mvnw test",
        "mvn -o verify ~ mvn -pl core -am test",
        "mvn test 2>&1 | tail -50 ~ mvn test",
        "mvn test ~ mvn test -Dtest=A 2>&1 | grep ERROR | head -5",
        "cd app && mvn test ~ cd app && mvn test -Dtest=A",
        "./gradlew check ~ ./gradlew test --tests FooTest",
        "./gradlew test ~ ./gradlew :core:test",
        "pytest ~ pytest tests/test_a.py::test_b",
        "pytest tests ~ pytest -q tests/test_a.py",
        "pytest tests/test_a.py ~ python3 -m pytest tests/test_a.py::test_b -k c",
        "go test ./... ~ go test ./pkg/a -run TestB",
        "go build ./... ~ go build ./cmd/x",
        "cargo test ~ cargo test -p core parses_it",
        "npm test ~ npm test -- cart",
        "npm run test ~ npm test -- cart",
        "npx jest ~ npx jest src/cart.test.js -t sums",
        "RUST_LOG=x cargo test ~ RUST_LOG=x cargo test a",
      })
  void theSuccessOfAWiderCommandMendsANarrowerOne(String wide, String narrow) {
    assertThat(Command.of(wide).covers(Command.of(narrow))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "make ~ make test",
        "mvn compile ~ mvn test",
        "mvn -q ~ mvn -q test",
        "mvn test -Dtest=A ~ mvn test",
        "mvn test -Dtest=A ~ mvn test -Dtest=B",
        "mvn -pl core test ~ mvn -pl web test",
        "mvn verify -DskipTests ~ mvn test",
        "mvn test ~ mvn test -Pnative",
        "cd app && mvn test ~ mvn test",
        "cd app && mvn test ~ cd lib && mvn test",
        "mvn test ; true ~ mvn test",
        "mvn test || true ~ mvn test",
        "echo $(mvn test) ~ mvn test",
        "go test ~ go test ./pkg/a",
        "go test ./pkg/a ~ go test ./pkg/b",
        "go vet ./... ~ go test ./...",
        "pytest tests/a ~ pytest tests/ab",
        "pytest tests/test_a.py ~ pytest",
        "pytest -k x ~ pytest",
        "cargo build ~ cargo test",
        "cargo test ~ cargo test --features extra",
        "npm run build ~ npm test",
        "git push ~ git push origin",
        "./gradlew build -x test ~ ./gradlew test --continue",
      })
  void noOtherSuccessDoes(String success, String failed) {
    assertThat(Command.of(success).covers(Command.of(failed))).isFalse();
  }
}
