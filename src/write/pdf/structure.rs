//! The structure tree, the links and the bookmarks as PDF objects.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::PdfError;
use super::finish::{text_string, whole};
use super::layout::{Annotation, Bookmark, Laid, Spot, Target};
use super::style::PAGE_HEIGHT;
use super::tags::{Element, ElementId, Kid, Scope, Tree};
use crate::pack::Level;

/// Writes the tree and the annotations it holds; the tree's root.
pub(super) fn write(document: &mut Document, pages: &[ObjectId], laid: &Laid) -> Result<ObjectId, PdfError> {
    let links = annotations(document, pages, laid)?;
    let root = document.new_object_id();
    let ids: BTreeMap<ElementId, ObjectId> =
        laid.tree.elements().map(|(element, _)| (element, document.new_object_id())).collect();
    for (element, content) in laid.tree.elements() {
        let dictionary = element_object(content, root, &ids, pages, &links)?;
        document.set_object(id_of(&ids, element)?, dictionary);
    }
    let parents = parent_tree(document, pages, laid, &ids)?;
    let first = id_of(&ids, Tree::ROOT)?;
    document.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => Object::Array(vec![first.into()]),
            "ParentTree" => parents,
            "ParentTreeNextKey" => whole(pages.len() + laid.annotations.len()),
        },
    );
    Ok(root)
}

fn id_of(ids: &BTreeMap<ElementId, ObjectId>, element: ElementId) -> Result<ObjectId, PdfError> {
    ids.get(&element).copied().ok_or_else(|| PdfError::Library("an element is in no tree".to_owned()))
}

fn page_of(pages: &[ObjectId], page: usize) -> Result<ObjectId, PdfError> {
    pages.get(page).copied().ok_or_else(|| PdfError::Library(format!("there is no page {}", page + 1)))
}

fn element_object(
    element: &Element,
    root: ObjectId,
    ids: &BTreeMap<ElementId, ObjectId>,
    pages: &[ObjectId],
    links: &[ObjectId],
) -> Result<Dictionary, PdfError> {
    let parent = element.parent.map_or(Ok(root), |parent| id_of(ids, parent))?;
    let mut object = dictionary! { "Type" => "StructElem", "S" => element.role.name(), "P" => parent };
    let own = element.kids.iter().find_map(|kid| match kid {
        Kid::Content { page, .. } => Some(*page),
        _ => None,
    });
    if let Some(page) = own {
        object.set("Pg", page_of(pages, page)?);
    }
    let mut kids = Vec::new();
    for kid in &element.kids {
        kids.push(match kid {
            Kid::Element(child) => id_of(ids, *child)?.into(),
            Kid::Content { page, mcid } if Some(*page) == own => Object::from(whole(*mcid)),
            Kid::Content { page, mcid } => {
                dictionary! { "Type" => "MCR", "Pg" => page_of(pages, *page)?, "MCID" => whole(*mcid) }.into()
            }
            Kid::Link(link) => {
                let annotation = links.get(link.0).copied();
                let annotation =
                    annotation.ok_or_else(|| PdfError::Library("a link has no annotation".to_owned()))?;
                dictionary! { "Type" => "OBJR", "Obj" => annotation }.into()
            }
        });
    }
    if !kids.is_empty() {
        object.set("K", kids);
    }
    if let Some(alt) = &element.extra.alt {
        object.set("Alt", text_string(alt));
    }
    if let Some(attributes) = attributes(element) {
        object.set("A", attributes);
    }
    Ok(object)
}

fn attributes(element: &Element) -> Option<Dictionary> {
    let extra = &element.extra;
    if let Some(scope) = extra.scope {
        let scope = match scope {
            Scope::Row => "Row",
            Scope::Column => "Column",
        };
        return Some(dictionary! { "O" => "Table", "Scope" => scope });
    }
    if let Some(bbox) = extra.bbox {
        let corners: Vec<Object> =
            bbox.iter().map(|value| Object::Real((value * 100.0).round() / 100.0)).collect();
        return Some(dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => corners });
    }
    extra.bullets.then(|| dictionary! { "O" => "List", "ListNumbering" => "Disc" })
}

/// From each marked content and each annotation back to its element.
fn parent_tree(
    document: &mut Document,
    pages: &[ObjectId],
    laid: &Laid,
    ids: &BTreeMap<ElementId, ObjectId>,
) -> Result<ObjectId, PdfError> {
    let mut numbers: Vec<Object> = Vec::new();
    for (page, id) in pages.iter().enumerate() {
        let owners = laid.tree.owners(page).iter().map(|owner| Ok(id_of(ids, *owner)?.into()));
        let owners = owners.collect::<Result<Vec<Object>, PdfError>>()?;
        numbers.push(whole(page).into());
        numbers.push(document.add_object(owners).into());
        let object = document.get_dictionary_mut(*id)?;
        object.set("StructParents", whole(page));
        object.set("Tabs", Object::Name(b"S".to_vec()));
    }
    for (index, annotation) in laid.annotations.iter().enumerate() {
        numbers.push(whole(pages.len() + index).into());
        numbers.push(id_of(ids, annotation.element)?.into());
    }
    Ok(document.add_object(dictionary! { "Nums" => numbers }))
}

fn annotations(document: &mut Document, pages: &[ObjectId], laid: &Laid) -> Result<Vec<ObjectId>, PdfError> {
    let mut made = Vec::new();
    let mut by_page: BTreeMap<usize, Vec<Object>> = BTreeMap::new();
    for (index, annotation) in laid.annotations.iter().enumerate() {
        let object = annotation_object(annotation, pages, pages.len() + index)?;
        let id = document.add_object(object);
        by_page.entry(annotation.page).or_default().push(id.into());
        made.push(id);
    }
    for (page, id) in pages.iter().enumerate() {
        let object = document.get_dictionary_mut(*id)?;
        match by_page.remove(&page) {
            Some(annotations) => object.set("Annots", annotations),
            None => {
                object.remove(b"Annots");
            }
        }
    }
    Ok(made)
}

fn annotation_object(
    annotation: &Annotation,
    pages: &[ObjectId],
    parent: usize,
) -> Result<Dictionary, PdfError> {
    let real = |value: f32| Object::Real((value * 100.0).round() / 100.0);
    let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    let mut quads = Vec::new();
    for [left, top, right, bottom] in &annotation.areas {
        let (high, low) = (PAGE_HEIGHT - top, PAGE_HEIGHT - bottom);
        bounds = [bounds[0].min(*left), bounds[1].min(low), bounds[2].max(*right), bounds[3].max(high)];
        quads.extend([*left, high, *right, high, *left, low, *right, low].map(real));
    }
    let mut object = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => bounds.map(real).to_vec(),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => 4,
        "H" => "I",
        "StructParent" => whole(parent),
    };
    if annotation.areas.len() > 1 {
        object.set("QuadPoints", quads);
    }
    let contents = match &annotation.target {
        Target::Spot(spot) => {
            object.set("Dest", destination(pages, *spot)?);
            format!("Go to {}, page {}", annotation.words, spot.page + 1)
        }
        Target::Web(url) => {
            object.set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal(url.as_bytes()) });
            format!("{}, {url}", annotation.words)
        }
    };
    object.set("Contents", text_string(&contents));
    Ok(object)
}

/// A little above the place, so that it does not stick to the window's edge.
fn destination(pages: &[ObjectId], spot: Spot) -> Result<Vec<Object>, PdfError> {
    let y = PAGE_HEIGHT - (spot.y - 8.0).max(0.0);
    let page = page_of(pages, spot.page)?;
    Ok(vec![page.into(), "XYZ".into(), Object::Null, Object::Real((y * 100.0).round() / 100.0), Object::Null])
}

/// A bookmark with its place among the others.
struct Node<'a> {
    bookmark: &'a Bookmark,
    id: ObjectId,
    parent: Option<usize>,
    children: Vec<usize>,
}

/// Writes the bookmarks, sections open and their parts closed; `None` if there are none.
pub(super) fn bookmarks(
    document: &mut Document,
    pages: &[ObjectId],
    bookmarks: &[Bookmark],
) -> Result<Option<ObjectId>, PdfError> {
    if bookmarks.is_empty() {
        return Ok(None);
    }
    let mut nodes: Vec<Node<'_>> = Vec::new();
    let mut tops = Vec::new();
    let mut above: Vec<(Level, usize)> = Vec::new();
    for (index, bookmark) in bookmarks.iter().enumerate() {
        above.retain(|(level, _)| *level < bookmark.level);
        let parent = above.last().map(|(_, parent)| *parent);
        nodes.push(Node { bookmark, id: document.new_object_id(), parent, children: Vec::new() });
        match parent.and_then(|parent| nodes.get_mut(parent)) {
            Some(parent) => parent.children.push(index),
            None => tops.push(index),
        }
        above.push((bookmark.level, index));
    }
    let root = document.new_object_id();
    let id = |index: usize| nodes.get(index).map(|node| node.id);
    for (index, node) in nodes.iter().enumerate() {
        let siblings =
            node.parent.and_then(|parent| nodes.get(parent)).map_or(&tops, |parent| &parent.children);
        let at = siblings.iter().position(|sibling| *sibling == index).unwrap_or(0);
        let mut object = dictionary! {
            "Title" => text_string(&node.bookmark.text),
            "Parent" => node.parent.and_then(id).unwrap_or(root),
            "Dest" => destination(pages, node.bookmark.spot)?,
        };
        let neighbours = [("Prev", at.checked_sub(1)), ("Next", at.checked_add(1))];
        for (key, place) in neighbours {
            if let Some(sibling) =
                place.and_then(|place| siblings.get(place)).and_then(|sibling| id(*sibling))
            {
                object.set(key, sibling);
            }
        }
        if let (Some(first), Some(last)) = (node.children.first(), node.children.last())
            && let (Some(first), Some(last)) = (id(*first), id(*last))
        {
            object.set("First", first);
            object.set("Last", last);
            // Below nought: closed.
            object.set("Count", -whole(node.children.len()));
        }
        document.set_object(node.id, object);
    }
    let mut outlines = dictionary! { "Type" => "Outlines", "Count" => whole(tops.len()) };
    if let (Some(first), Some(last)) = (tops.first(), tops.last())
        && let (Some(first), Some(last)) = (id(*first), id(*last))
    {
        outlines.set("First", first);
        outlines.set("Last", last);
    }
    document.set_object(root, outlines);
    Ok(Some(root))
}
