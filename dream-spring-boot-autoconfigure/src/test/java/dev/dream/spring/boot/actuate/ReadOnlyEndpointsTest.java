package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.process.ProcessInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;

/** With the endpoints exposed and nothing else said, they show but do not change. */
@Import(HotelTree.class)
@TestPropertySource(
    properties = {
      "management.endpoint.dreamdeadletters.access=",
      "management.endpoint.dreamprocesses.access=",
      "management.endpoint.dreamsupervisors.access=",
      "management.endpoint.dreamtrace.access=",
    })
class ReadOnlyEndpointsTest extends EndpointsOverHttp {

  @Autowired private WebEndpointsSupplier endpoints;

  private static List<EndpointOperation> operations() {
    return EndpointOperation.ALL;
  }

  @Test
  void haveNoOperationsButThoseThatRead() {
    assertThat(EndpointOperation.of(endpoints))
        .isNotEmpty()
        .allSatisfy(operation -> assertThat(operation).startsWith("GET "));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void changeNothing(EndpointOperation operation) {
    List<?> before = dream.processes().stream().map(ProcessInfo::pid).toList();
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      String url = operation.good().url();
      assertThat(send(method, url, "{\"child\":\"first\",\"action\":\"restart\"}").getStatus())
          .as("%s %s", method, url)
          .isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
    }
    assertThat(dream.processes().stream().map(ProcessInfo::pid).toList()).isEqualTo(before);
  }
}
