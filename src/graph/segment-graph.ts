import {alg, Graph} from '@dagrejs/graphlib';

/** What a node of the graph is. Ids carry the same word as a prefix, because graphlib keeps nodes by name in plain objects. */
export type NodeType = 'segment' | 'role' | 'service' | 'router';

export interface GraphNode {
  readonly id: `${NodeType}:${string}`;
  readonly name: string;
}

export interface GraphEdge {
  readonly from: GraphNode['id'];
  readonly to: GraphNode['id'];
}

export type SegmentGraph = Graph<string, GraphNode, string>;

/**
 * The graph of segments, the routers and roles that stand on them, and the services that are bound to them.
 *
 * It is undirected and small: roles, not hosts. Forwarding over thousands of hosts is not its work.
 */
export function segmentGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): SegmentGraph {
  const graph: SegmentGraph = new Graph({directed: false});
  for (const node of nodes) graph.setNode(node.id, node);
  for (const {from, to} of edges) graph.setEdge(from, to);
  return graph;
}

/** The shortest way between two nodes, both ends included, or undefined where there is none. */
export function shortestWay(graph: SegmentGraph, from: GraphNode['id'], to: GraphNode['id']): readonly GraphNode[] | undefined {
  if (!graph.hasNode(from) || !graph.hasNode(to)) return undefined;
  const paths = alg.dijkstra(graph, from, undefined, (node) => graph.nodeEdges(node) ?? []);
  if (!Number.isFinite(paths[to]?.distance)) return undefined;
  const way: GraphNode[] = [];
  for (let at: string | undefined = to; at !== undefined; at = at === from ? undefined : paths[at]!.predecessor)
    way.unshift(graph.node(at));
  return way;
}
